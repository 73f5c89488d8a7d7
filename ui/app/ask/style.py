"""How the chat looks beyond what Gradio gives it."""

from __future__ import annotations

CSS = """
/* Without a question it is a line, so that what others asked stands on the first screen. */
#or-chat:not(:has(.message-row)) {height: 5.5rem !important; min-height: 0;}
#or-chat .placeholder-content {min-height: 5.3rem; display: flex; align-items: center;
  justify-content: center; padding: 0 1rem; text-align: center;}
/* The pencil stands beside the question, not on a line of its own. */
#or-chat .user-row {position: relative; padding-top: .6rem; padding-bottom: .6rem;}
#or-chat .user-row:not(:has(textarea)) .message-buttons-right {position: absolute; top: .5rem; right: 2.6rem;
  width: auto; margin: 0;}
#or-chat .user-row:not(:has(textarea)) .message {padding-right: 4.2rem;}
@media (max-width: 640px) {
  #or-chat:has(.message-row) {height: 66vh !important;}
}
"""
