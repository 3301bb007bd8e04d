"""What is there of each routine: how much is left, how long it lasts, and until when it keeps."""
