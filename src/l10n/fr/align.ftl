### align
