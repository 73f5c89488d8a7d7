"""What a browser complains of, so that a test can say there was nothing."""

LEAVING = "this page is being left"
SAYS_SO = f"addEventListener('beforeunload', () => console.debug('{LEAVING}'))"


class Complaints(list):
    """Errors on a page's console, and those nobody caught, but for those of a page that is being left.

    Gradio then ends its streams, and if an answer is still on its way says so ("BodyStreamBuffer was
    aborted", "Connection errored out"); nobody is there to see it. `known` are parts of messages that
    belong to the test.
    """

    def __init__(self, page, *known):
        super().__init__()
        self._leaving = False
        self._known = known
        page.add_init_script(SAYS_SO)
        page.on("domcontentloaded", lambda _: self._stay())
        page.on("download", lambda _: self._stay())
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._complain(str(error)))

    def _stay(self):
        self._leaving = False

    def _heard(self, message):
        if message.text == LEAVING:
            self._leaving = True
        elif message.type == "error":
            self._complain(message.text)

    def _complain(self, text):
        if not self._leaving and not any(part in text for part in self._known):
            self.append(text)
