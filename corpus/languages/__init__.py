"""The languages presscite knows best, one room each."""
