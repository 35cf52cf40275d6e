"""Prints an instance of a report as the files a clerk, a website or an archive would hold."""
