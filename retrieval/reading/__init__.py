"""The model that reads: question and passage together, out comes where the answer stands and whether there is one."""
