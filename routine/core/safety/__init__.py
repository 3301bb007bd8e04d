"""What may be unsafe for a person: contraindications, upper limits, how to lie."""
