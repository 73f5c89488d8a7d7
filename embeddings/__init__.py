"""Text to unit vectors to nearest rows; knows nothing of transcripts."""
