"""The Read tab, and transcripts wherever they are shown."""
