"""From a study to finished reports: what is to be run, kernels, folders, ids."""
