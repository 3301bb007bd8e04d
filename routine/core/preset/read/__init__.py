"""Reading a preset's tables: one file for the forms they are made of, one for each section."""
