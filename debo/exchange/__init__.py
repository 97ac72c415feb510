"""Figures in and out: spreadsheets now, DHIS2 and others later."""
