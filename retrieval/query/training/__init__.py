"""Training of the classifier that tells messages apart; nothing here runs when a question is answered."""
