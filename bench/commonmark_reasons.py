"""Why examples of CommonMark come out differently: what the house does on purpose, and how Python-Markdown reads each section."""

ON_PURPOSE = {
    "quotes": "only because quotes, dashes and dots become typographic ones, as writers here expect.",
    "figures": "only because a picture that stands alone and has a title becomes a figure with a caption.",
    "addresses": "only because an address that stands in the text becomes a link, as GitHub's Markdown does.",
}

WHY = {
    "Tabs": "Tabs become spaces, in code too; a list's text must be indented by four columns.",
    "Backslash escapes": "Only Markdown's own signs are escaped, and not in addresses and titles; no line break by a backslash.",
    "Entity and numeric character references": "In addresses they are read otherwise; an unknown number becomes U+FFFD.",
    "Thematic breaks": "A line of marks right under another, or of list signs far apart, is read as a heading or a list.",
    "ATX headings": "A heading begins at the margin; spaces behind closing signs, and escaped signs, are read differently.",
    "Setext headings": "One line of text at most, at the margin; under a quote or a list item the line still makes a heading.",
    "Indented code blocks": "Spaces at the ends of lines and of a block are trimmed.",
    "Fenced code blocks": "Both fences are at the margin of their block and of one length, with empty lines around them.",
    "HTML blocks": "A block of raw HTML ends with its closing tag; Markdown in it wants `markdown=1`.",
    "Link reference definitions": "On one line, a space behind the colon; the last of a name wins, and one may end a paragraph.",
    "Block quotes": "Quotes one after another are one quote; a list or code in one goes on in lines without a sign.",
    "List items": "What belongs to an item is indented by four columns; `1)` begins none, nor does a sign without text.",
    "Lists": "Nested lists are indented by four columns; a list wants an empty line before it; another sign begins no new list.",
    "Code spans": "Spaces inside are trimmed; raw HTML and addresses do not go before code.",
    "Emphasis and strong emphasis": "Signs beside punctuation are read by older rules; of three signs the strong one is outside.",
    "Links": "Addresses with spaces or unequal brackets are taken as they are; `[a] [b]` is one reference.",
    "Images": "The description keeps the signs of emphasis.",
    "Autolinks": "Only web and mail addresses; `MAILTO:` in capitals and escaped signs are read differently.",
    "Raw HTML": "Tags that are not quite tags are taken for tags more often, and a browser then drops them.",
    "Hard line breaks": "By two spaces only, not by a backslash; inside a tag as well.",
}
