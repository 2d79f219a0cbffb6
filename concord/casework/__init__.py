"""The work with a child: from the front door through assessment to tracking."""
