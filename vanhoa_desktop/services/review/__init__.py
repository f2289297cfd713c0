"""What a person must look at: figures that disagree, their history, taking back as a whole."""
