"""Changes, their fold into records, rights and chains: pure, values in and values out."""
