/** A book the sandbox's bookshelf can open. */
export interface Book {
  readonly vbid: string;
  readonly title: string;
  readonly author: string;
  readonly chapters: readonly Chapter[];
  /** Opens only with an access code of the publisher, and the bank of codes is empty. */
  readonly codesUsedUp?: true;
}

export interface Chapter {
  readonly title: string;
  readonly text: string;
}

const launching: readonly Chapter[] = [
  {
    title: 'What a launch is',
    text: 'A course page holds a link. When a student follows it, the learning platform fills in a form about who is asking, from which course and in which role, signs it with a secret that both sides know, and lets the browser post it to the tool. The tool never asks for a password: the signature is the introduction.',
  },
  {
    title: 'The signature',
    text: 'Every parameter of the form is sorted, encoded and joined into one line, together with the method and the address. A keyed hash of that line travels with the form. Whoever changes a single character on the way, or signs with another secret, arrives at another hash and is turned away at the door.',
  },
  {
    title: 'Cookies and frames',
    text: 'Once it believes the introduction, the tool remembers the reader with a cookie. Inside a frame of another site that cookie belongs to a third party, and browsers hold it back unless the tool has marked it for that use. Then the reader arrives, and nobody is signed in.',
  },
];

const tides: readonly Chapter[] = [
  {
    title: 'Slack water',
    text: 'Twice a day the harbour holds its breath. The flood has spent itself, the ebb has not begun, and boats swing idly about their anchors, pointing wherever the last breath of wind has left them.',
  },
  {
    title: 'Springs and neaps',
    text: 'When sun and moon pull along one line the water runs high and falls low; when they stand at right angles their efforts half cancel. A pilot who knows the age of the moon needs no table to tell which week it is.',
  },
  {
    title: 'The turn of the tide',
    text: 'At the pier the change shows first in the weed. For a minute it stands upright, undecided, and then all of it leans the other way.',
  },
];

/** Ids used in the vendor's own examples, so that those work as they are, one more, and one that always fails with 470. */
const books: readonly Book[] = [
  { vbid: 'BOOKSHELF-TUTORIAL', title: 'A Short Guide to Launching', author: 'The Sandbox Press', chapters: launching },
  { vbid: 'L-999-70103', title: 'Harbour and Tide', author: 'M. Ellery', chapters: tides },
  { vbid: 'SANDBOX-0001', title: 'Letters Signed and Sealed', author: 'J. Okafor', chapters: launching },
  {
    vbid: 'SANDBOX-NO-CODES',
    title: 'Practice Rooms Online',
    author: 'The Sandbox Press',
    chapters: launching,
    codesUsedUp: true,
  },
];

export function findBook(vbid: string): Book | null {
  return books.find((book) => book.vbid === vbid) ?? null;
}

export function needsAccessCode(book: Book): boolean {
  return book.codesUsedUp === true;
}

export function allBooks(): readonly Book[] {
  return books;
}

/**
 * Chapter a canonical fragment identifier (`epubcfi/6/4[…]!/…`, EPUB CFI 1.1) leads to: its second step counts the
 * spine's items in even numbers. Null when the location is not one or leads beyond the book.
 */
export function chapterAt(book: Book, location: string): Chapter | null {
  const step = Number(/^(?:epubcfi)?\(?\/6\/(\d+)/.exec(location)?.[1] ?? Number.NaN);
  return Number.isInteger(step / 2) ? (book.chapters[step / 2 - 1] ?? null) : null;
}
