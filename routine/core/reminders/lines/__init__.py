"""What is said in reply to an answer, and in its notice after a button: what happened, what comes next and when; a pause."""
