"""What the tests lean on: a content folder, databases, people, servers, a browser and two auditors of pages."""
