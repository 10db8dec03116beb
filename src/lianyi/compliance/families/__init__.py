"""Rules about words, one file per matter: phrases, what makes them harmless, article, advice."""
