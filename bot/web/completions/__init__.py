"""The API in OpenAI's form, for programs that speak it already."""
