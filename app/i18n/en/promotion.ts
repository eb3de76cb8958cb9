export const promotion = {
  make: 'Make a practice of it',
  practice: 'The practice made of it:',
  lesson: 'Made of the lesson:',
  form: {
    title: 'Make a practice of this lesson',
    lead: 'The record joins the repository of practices, linked with the lesson both ways. Everything is filled in from the lesson as others see it: correct what a record should say otherwise.',
    name: 'Title',
    typeOfPractice: 'Type of practice',
    stakeholderLine: 'Stakeholder',
    stakeholderLineHint:
      'Who did it, as it should stand on the record. It is empty where the author chose not to show the organization: do not put it in.',
    stakeholderType: 'Stakeholder type',
    thematicAreas: 'Thematic areas',
    thematicAreasHint: 'One a line.',
    description: 'Description',
    descriptionHint: 'Plain text; paragraphs apart by an empty line.',
    links: 'Links',
    linksHint:
      'One a line: what it is, then its address. For example: “Evaluation of 2024 https://example.org/evaluation”.',
    button: 'Record the practice',
    back: 'Back to the lesson',
  },
  errors: {
    title: 'Give the practice a title.',
    description: 'Describe what was done.',
    typeOfPractice: 'Choose from the list.',
    stakeholderType: 'Choose from the list.',
    links: 'This line is no link: “{{line}}”. Write what it is, then an address that begins with https:// or http://.',
    state: 'Only a lesson that was learned becomes a practice: something has to have changed first.',
    promoted: 'Somebody has made a practice of this lesson meanwhile.',
  },
} as const
