"""Raw tables out of files: text files with delimiters, and workbooks; nothing is known here of what they mean."""
