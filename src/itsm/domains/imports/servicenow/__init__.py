"""The incident event log of a ServiceNow instance (UCI data set 498, doi:10.24432/C57S4H)."""
