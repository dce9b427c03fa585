"""What the summarizer is worth: quality by ROUGE for Russian, speed, memory, beside its peers."""
