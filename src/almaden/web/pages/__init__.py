"""The pages, one module for each topic; each has its own ``urlpatterns``."""
