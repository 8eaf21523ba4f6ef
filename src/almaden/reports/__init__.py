"""A result in, a document out: PDF, DOCX, XLSX, HTML, figures, templates."""
