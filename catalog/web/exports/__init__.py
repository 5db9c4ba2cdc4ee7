"""What visitors and other programs take home: open data, feeds, calendars and cards."""
