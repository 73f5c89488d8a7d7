"""Transcripts in, cited verbatim quotations out; knows nothing of screens."""
