"""What a visitor's search reads: the finder's columns, and Pagefind for very large editions."""
