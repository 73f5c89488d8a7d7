"""How the chat looks beyond what Gradio gives it, and how it shows that a question is being answered."""

from __future__ import annotations

CSS = """
/* What others asked stands in the empty chat, out of the flow: it goes with the first question. */
.column:has(#or-chat) {position: relative;}
#or-examples {position: absolute; top: 5.5rem; left: 1rem; right: 1rem; width: auto;
  max-height: calc(56vh - 6.5rem); overflow-y: auto;}
.column:has(#or-chat):has(.message-row) #or-examples {display: none;}
#or-chat .placeholder-content {height: auto; padding: 1.6rem 1rem; text-align: center;}
/* The pencil stands beside the question, not on a line of its own. */
#or-chat .user-row {position: relative; padding-top: .6rem; padding-bottom: .6rem;}
#or-chat .user-row:not(:has(textarea)) .message-buttons-right {position: absolute; top: .5rem; right: 2.6rem;
  width: auto; margin: 0;}
#or-chat .user-row:not(:has(textarea)) .message {padding-right: 4.2rem;}
@media (max-width: 640px) {
  #or-ask {padding-inline: .5rem; font-size: .9rem; min-width: fit-content !important;}
  #or-chat {height: 66vh !important;}
  #or-examples {max-height: calc(66vh - 6.5rem);}
}
/* Where there is no room beside the chat, an opened transcript stands before all else until it is closed. */
@media (max-width: 720px) {
  #or-beside {position: fixed; inset: 0; z-index: 1000; padding: .5rem; gap: .4rem; flex-wrap: nowrap;
    background: var(--body-background-fill);}
  #or-beside #or-close {flex: none; height: 2.4rem;}
  #or-panel, #or-panel .html-container {padding: 0 !important;}
  #or-beside .or-reader {max-height: calc(100vh - 4.4rem); max-height: calc(100dvh - 4.4rem);}
  /* What stands behind it can't be reached by keys or read out. */
  .column:has(#or-beside #or-close) #or-head, .column:has(#or-beside #or-close) .tab-wrapper,
  .row:has(#or-beside #or-close) > .column:not(#or-beside) {visibility: hidden;}
}
/* Only what takes long shows that it goes on, and can be stopped. */
#or-asker {display: none;}
#or-stop {display: none;}
.or-asking #or-stop {display: inline-flex; animation: or-late 0s 1s both;}
@keyframes or-late {from {visibility: hidden;} to {visibility: visible;}}
.or-asking #or-chat::after {content: ''; position: absolute; inset: auto 0 0; height: 3px;
  background: var(--color-accent); transform-origin: left; visibility: hidden;
  animation: or-late 0s .4s forwards, or-search 1.4s .4s ease-in-out infinite alternate;}
@keyframes or-search {from {transform: scaleX(.05);} to {transform: scaleX(1);}}
"""
