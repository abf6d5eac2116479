"""The job queue and its workers: each job once, one of a person at a time, whatever becomes of the process."""
