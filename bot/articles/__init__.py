"""The articles behind the answers: looked up, kept fresh, and watched for what people wait for."""
