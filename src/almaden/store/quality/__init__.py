"""Quality control of data sets: what rules mark, what operators decide, and the flags that follow."""
