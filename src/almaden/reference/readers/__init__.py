"""Raw tables out of files, text with delimiters and workbooks; what they mean is not known here."""
