export const members = {
  email: {
    missing: 'Enter your e-mail address.',
    label: 'E-mail address',
    hint: 'Nobody but administrators sees it.',
    wrong: 'This is not an e-mail address. It should look like name@example.org.',
    taken: 'There is an account with this address. Sign in, or use another address.',
    signIn: 'Sign in with this address',
  },
  name: { label: 'Your name', hint: 'As others will read it, such as Amina Diallo.', missing: 'Enter your name.' },
  organization: {
    label: 'Organization',
    hint: 'Write its whole name, such as Disaster Management Authority. If it is here already, choose it.',
    missing: 'Enter the name of your organization.',
    same: 'This is one organization already. Choose two different ones.',
    suggestions_one: '{{count}} organization fits',
    suggestions_other: '{{count}} organizations fit',
  },
  stakeholderType: {
    missing: 'Choose what kind of stakeholder you are.',
    label: 'Kind of stakeholder',
    choose: 'Choose one',
    unknown: 'Choose a kind of stakeholder from the list.',
  },
  country: {
    label: 'Countries you work on',
    hint: 'At most five.',
    each: 'Country {{number}}',
    none: 'None',
    unknown: 'Choose countries from the list.',
  },
  language: {
    label: 'Languages you work in',
    hint: 'At most five.',
    each: 'Language {{number}}',
    none: 'None',
    unknown: 'Choose languages from the list.',
  },
  expertise: {
    label: 'What you know about',
    hint: 'In a sentence or two, such as: evacuation by sea, consular registration of domestic workers.',
  },
  timeZone: {
    label: 'Time zone',
    hint: 'Times are shown to you in this zone.',
    unknown: 'Choose a time zone from the list.',
  },
  role: {
    member: 'member',
    moderator: 'moderator',
    administrator: 'administrator',
    unknown: 'Choose member, moderator or administrator.',
    lastAdministrator: 'This is the last administrator. Make somebody else an administrator first.',
  },
  ban: {
    banned: 'banned',
    oneself: 'You cannot ban yourself.',
    noLink: 'This member is banned. Let him or her in again first.',
  },
  signUp: {
    title: 'Join',
    lead: 'An account lets you post, reply, follow and take part in sessions. Reading needs none.',
    button: 'Make the account',
    known: 'You have an account?',
    signIn: 'Sign in',
  },
  signIn: {
    title: 'Sign in',
    button: 'Sign in',
    wrong: 'The address and the password do not fit together. Check both and try again.',
    newcomer: 'You have no account yet?',
    join: 'Join',
    forgotten: 'If you have forgotten your password, ask an administrator of this site for a link to set a new one.',
    passwordSet: 'Your new password is set. Sign in with it.',
  },
  signOut: {
    title: 'Sign out',
    lead: 'You will be signed out in this browser.',
    button: 'Sign out',
    guest: 'You are not signed in.',
  },
  profile: {
    title: 'Your profile',
    saved: 'Your profile is saved.',
    passwordChanged: 'Your password is changed. You are signed out in every other browser.',
    button: 'Save the profile',
    public: 'See your page as others see it',
    changePassword: 'Change your password',
    email: 'You sign in with {{email}}.',
  },
  page: {
    organization: 'Organization',
    stakeholderType: 'Kind of stakeholder',
    countries: 'Countries',
    languages: 'Languages',
    expertise: 'Knows about',
    role: 'Role',
    lessons: 'Lessons under this name',
    threads: 'Threads started',
    edit: 'Edit your profile',
    empty: 'Nothing more is said here yet.',
  },
  changePassword: {
    title: 'Change your password',
    lead: 'You will be signed out in every other browser.',
    current: 'Password you have now',
    new: 'New password',
    button: 'Change the password',
  },
  reset: {
    title: 'Set a new password',
    lead: 'For {{name}}, {{email}}. You will be signed out everywhere.',
    button: 'Set the password',
  },
  firstAdministrator: {
    title: 'Make the first administrator',
    lead: 'This account will run the site: members, roles, lists and texts.',
    button: 'Make the account',
    taken:
      'There is an account with this address. Use another one here, or run on the server: npm run member -- add ADDRESS --role administrator',
  },
  link: {
    gone: 'This link has been used, replaced or has expired. Ask for a new one.',
  },
  command: {
    usage: `Use: npm run member -- COMMAND

  add EMAIL --role ROLE [--name NAME]   adds a member, or changes the role of one; prints a link for the password
  ban EMAIL                             signs the member out everywhere and lets him or her in no more
  unban EMAIL                           lets a banned member in again
  reset EMAIL                           prints a link for a new password, good once and for 24 hours
  list                                  prints every member: address, role, name

ROLE is member, moderator or administrator (member unless given).`,
    notAnAddress: '"{{given}}" is not an e-mail address.',
    unknown: 'There is no member with the address {{email}}.',
    unknownRole: '"{{role}}" is not a role: use member, moderator or administrator.',
    wrongName: 'A name has 1 to 100 characters.',
    known: '{{email}} is a member already. Add --role ROLE to change the role.',
    added: 'Added {{email}} as {{role}}. Set the password with this link, once, within 24 hours: {{link}}',
    roleChanged: '{{email}} is now {{role}}.',
    banned: '{{email}} is banned and signed out everywhere.',
    unbanned: '{{email}} may sign in again.',
    isBanned: '{{email}} is banned. Unban the address first.',
    reset: 'Set a new password for {{email}} with this link, once, within 24 hours: {{link}}',
    none: 'There are no members yet.',
  },
  password: {
    missing: 'Enter a password.',
    currentMissing: 'Enter the password you have now.',
    currentWrong: 'This is not the password you have now.',
    label: 'Password',
    hint: 'At least 15 characters. A few words that only you would put together are easy to remember and hard to guess.',
    tooShort_one:
      'Use at least {{minimum}} characters. This password has {{count}}. Four or five words make a good one.',
    tooShort_other:
      'Use at least {{minimum}} characters. This password has {{count}}. Four or five words make a good one.',
    tooLong: 'This password is too long. Use fewer than {{maximum}} letters.',
    personal:
      'This password is easy to guess, since it is made of your name, e-mail address or organization, or the name of this site. Choose words that have nothing to do with you.',
    common:
      'This password is easy to guess, since it is made of passwords that many people use. Choose four or five words that do not belong together.',
    pattern:
      'This password is easy to guess, since it repeats itself or follows the alphabet or the keyboard. Choose four or five words that do not belong together.',
  },
} as const
