export const counterEvidence = {
  title: 'Did not hold when',
  none: 'Nobody has said so yet.',
  add: 'It did not hold for us',
  saidBy: 'Said by',
  unanswered: 'Not answered yet',
  answer: 'Answer',
  answerThis: 'Answer this',
  form: {
    title: 'It did not hold for us',
    lead: 'What you write stands beside “Holds when”, with the same weight and your name, organization and kind of stakeholder. The lesson is marked as contested until its author, its owner or a reviewer answers.',
    ownLead:
      'This is your lesson: saying where it failed makes it stronger. You are shown as under the lesson. Somebody else has to answer.',
    harm: 'Write about methods, never about cases: no names, numbers, places or details by which a migrant could be found.',
    conditions: 'Under which conditions did it not hold?',
    conditionsHint: 'For example: “Most employers are households with one worker each.”',
    body: 'What happened?',
    bodyHint:
      'What was done as the lesson says, and what came of it. For example: “We asked 900 households for a head count. 31 answered.”',
    button: 'Say that it did not hold',
    back: 'Back without saying it',
  },
  answerForm: {
    title: 'Answer where it did not hold',
    lead: 'Your answer stands below it, with your name; the author of the lesson is shown as under the lesson. The lesson is then no longer marked as contested by it. What was said stays.',
    conditions: 'It did not hold when:',
    answer: 'Your answer',
    answerHint:
      'What follows for the lesson: where it holds and where not, what to do instead. For example: “Agreed: it needs employers with many workers. For households, go through the associations.”',
    button: 'Answer',
    back: 'Back without an answer',
  },
  errors: {
    conditions: 'Say under which conditions it did not hold.',
    body: 'Say what happened.',
    answer: 'Write an answer.',
    notPublic:
      'This lesson is not open to everyone now, so nothing can be said against it. A reviewer has to verify it first.',
    ownAnswer: 'You said this yourself, so somebody else has to answer it.',
    notParty: 'Only the author, the owner and the reviewers of this lesson can answer.',
    answered: 'Somebody has answered this already.',
  },
} as const
