"""Which records are of the same person: a model of evidence, the same for one record and for files.

Fellegi and Sunter's model (1969): each comparison of two records falls on one level, and a level
weighs as much as it is commoner among records of one person than among records of strangers. The
weights are learned with Splink from a partnership's own register; the model that comes out decides
a single look-up here and a file of a million rows in DuckDB or Spark alike.
"""
