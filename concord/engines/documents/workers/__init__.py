"""Programs that open what strangers made: run apart, with little memory and time (limited.py).

They import nothing of Concord, so that they hold no key, no connection and no setting.
"""
