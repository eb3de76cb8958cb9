export const members = {
  email: {
    missing: 'Enter your e-mail address.',
    wrong: 'This is not an e-mail address. It should look like name@example.org.',
  },
  name: { missing: 'Enter your name.' },
  organization: { missing: 'Enter the name of your organization.' },
  stakeholderType: {
    missing: 'Choose what kind of stakeholder you are.',
    unknown: 'Choose a kind of stakeholder from the list.',
  },
  country: { unknown: 'Choose countries from the list.' },
  language: { unknown: 'Choose languages from the list.' },
  timeZone: { unknown: 'Choose a time zone from the list.' },
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
