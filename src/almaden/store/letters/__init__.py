"""Letters to people outside: subscriptions, issues of the newsletter, alerts about matches, and sending each once."""
