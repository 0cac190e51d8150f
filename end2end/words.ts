/** Every word the journeys look for, so that a change of wording is a change of this file. */
export const heading = {
  signIn: 'Sign in',
  signUp: 'Create an account',
  checkMail: 'Check your mail',
  confirmEmail: 'Confirm your e-mail',
  setUp: 'Set up Guildhall',
  orgs: 'Your organizations',
  found: 'Found an organization',
  billing: 'Billing details',
  queue: 'Applications',
  mail: 'Mail',
  settings: 'Site settings',
  names: 'Names',
  admins: 'Site admins',
  notices: 'Notices',
  stale: 'This link no longer works',
  doneAlready: 'This was done already',
  people: 'People',
  invite: 'Invite people',
  roles: 'Roles',
  handOver: 'Primary ownership',
  editApplication: 'Edit application',
} as const;

export const field = {
  username: 'Username',
  email: 'E-mail',
  password: 'Password',
  newPassword: 'New password',
  currentPassword: 'Current password',
  newEmail: 'New e-mail',
  login: 'Username or e-mail',
  name: 'Name',
  displayName: 'Display name',
  description: 'Description',
  link: 'Link',
  purpose: 'What is it for?',
  members: 'Expected members',
  legalName: 'Legal name',
  billingEmail: 'Billing e-mail',
  address: 'Address',
  country: 'Country',
  taxId: 'Tax id',
  reference: 'Purchase-order reference',
  decision: /^Message to /,
  answer: 'Your answer',
  approvals: 'Approvals',
  communitySeats: 'Seats of a Community organization',
  yourPassword: 'Your password',
  openApplications: 'Undecided applications',
  who: 'Who',
  message: 'Message (optional)',
  reason: 'Reason',
  seats: 'Seats',
} as const;

export const role = { owner: 'Owner', manager: 'Manager', billing: 'Billing manager', member: 'Member' } as const;

export type Role = keyof typeof role;

export const kind = { personal: 'Personal', community: 'Community', company: 'Company' } as const;

export const button = {
  signUp: 'Create account',
  confirm: 'Confirm and continue',
  signIn: 'Sign in',
  signOut: 'Sign out',
  setUp: 'Create site admin',
  submit: 'Submit application',
  toBilling: 'Continue to billing',
  foundPersonal: 'Found organization',
  approve: 'Approve',
  ask: 'Ask for information',
  decline: 'Decline',
  answer: 'Send answer',
  withdraw: 'Withdraw application',
  save: 'Save changes',
  makeAdmin: 'Make site admin',
  removeAdmin: 'Remove from the site admins',
  blockName: 'Block name',
  releaseName: 'Release name',
  changeSeats: 'Change seats',
  appoint: 'Make primary owner',
  sendLink: 'Send link',
  resetPassword: 'Change password',
  changeEmail: 'Change e-mail',
  useTheme: 'Use this theme',
  markRead: 'Mark all as read',
  sendAgain: 'Send again',
  keepEmail: 'Keep my address',
  endSession: /^End session: /,
  invite: 'Send invitations',
  joinSite: 'Create account and continue',
  report: 'Report as unwanted',
} as const;

export const theme = { system: 'System', light: 'Light', dark: 'Dark' } as const;

/** Parts of mail subjects. */
export const subject = {
  confirmSignUp: 'Confirm',
  alreadySignedUp: 'already',
  reset: 'password',
  confirmEmail: 'Confirm',
  emailChanging: 'changing',
  received: 'received',
  waiting: 'applied',
  asked: 'question',
  answered: 'answered',
  approved: 'approved',
  declined: 'declined',
  ready: 'ready',
  rival: 'went to another',
  invited: 'invited you to',
  revoked: /was revoked/,
  declinedInvitation: 'declined the invitation',
  roleChanged: /^You are .* now$/,
  removed: /^You were removed/,
  handOver: 'primary owner',
  appointed: /^You are primary owner of .* now$/,
  replaced: 'no longer primary owner',
  seats: /has 2 seats now$/,
  siteAdmin: 'site admin now',
  noSiteAdmin: 'no longer a site admin',
} as const;

/** What the overview of an organization says is to be done. */
export const waits = {
  heading: 'Waiting for you',
  offer: (org: string) => `asks you to become primary owner of ${org}.`,
} as const;

/** The first steps of a new organization, in their order. */
export const firstSteps = [/^Invite people/, /^See what everybody sees/, /^Create the first project/];

export const state = {
  submitted: 'Submitted',
  informationRequested: 'Information requested',
  approved: 'Approved',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
} as const;

export const problem = {
  setUpAlready: 'This site is set up already. Sign in instead.',
  nameTaken: 'This name is taken.',
  passwordAgain: 'You gave your password a while ago. Give it again to go on.',
  passwordWrong: 'That is not your current password.',
  fewerThanMembers: 'It has 2 members, and each keeps a seat. Write 2 or more.',
  noSeat: /No seat is left\. Remove a member or revoke an invitation/,
  noSuchUser: 'There is no user of this name.',
  nameCharacters: 'Use the letters a to z, digits, dots, dashes and underscores only.',
  nameReserved: 'This name is kept for the site itself.',
  notALink: 'Write a web address that begins with https:// or http://.',
  purposeShort: 'Write at least 32 characters.',
  passwordShort: 'Use at least 10 characters.',
  credentials: /username.*password|password.*username/i,
} as const;
