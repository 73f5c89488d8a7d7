"""What people and programs touch: the command line, the Gradio app and its API."""
