"""How the Ask tab shows that a question is being answered."""

CSS = """
#or-asker {display: none;}
#or-stop {display: none;}
.or-asking #or-stop {display: inline-flex; animation: or-late 0s 1s both;}
@keyframes or-late {from {visibility: hidden;} to {visibility: visible;}}
.or-asking #or-chat::after {content: ''; position: absolute; inset: auto 0 0; height: 3px;
  background: var(--color-accent); transform-origin: left; visibility: hidden;
  animation: or-late 0s .4s forwards, or-search 1.4s .4s ease-in-out infinite alternate;}
@keyframes or-search {from {transform: scaleX(.05);} to {transform: scaleX(1);}}
"""
"""Only what takes long shows that it goes on, and can be stopped."""
