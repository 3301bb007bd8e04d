"""What is said in reply to an answer, and in its notice after a button; what comes next and when; a pause in words."""
