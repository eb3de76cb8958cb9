export const demo = {
  refused: 'Demo content goes only into the database that "npm run demo" makes. Nothing was written.',
  heading: 'Accounts of the demo. The password of each is: {{password}}',
  account: '{{email}}  {{role}}, {{name}} ({{organization}})',
  fresh: 'Live and upcoming sessions grow old; "npm run demo -- --fresh" makes everything anew.',
} as const
