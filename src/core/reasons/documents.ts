import type { ReasonTable } from './entry.ts';

const CHECK = 'Then run `pullcord check FILE`.';

/**
 * The codes of issues in documents. An issue in a request is final after the merge: the merged request stays refused. An
 * issue that only policies and the organization can have is never final.
 */
export const DOCUMENTS = {
  // The file and its path
  'path-form': {
    what: 'The file is in the wrong folder for a request, a policy or the organization.',
    next: 'Move the file to `requests/YYYY/MM/<slug>.yaml`, `policies/<name>.yaml` or `policies/organization.yaml`.',
    final: 'after the merge',
  },
  'path-month': {
    what: 'The folder of the request does not name a year and a month.',
    next: `Move the file to the folder of the current month, for example \`requests/2026/11/\`. ${CHECK}`,
    final: 'after the merge',
  },
  'path-extension': {
    what: 'The name of the file does not end in `.yaml`.',
    next: 'Rename the file with `git mv`, so that its name ends in `.yaml`.',
    final: 'after the merge',
  },
  'path-slug': {
    what: 'The name of the file contains characters that are not allowed, or it is too long.',
    next: 'Rename the file. Use 1 to 63 of a-z, 0-9 and -, and begin with a letter or digit.',
    final: 'after the merge',
  },
  'path-reserved': {
    what: 'Windows reserves the name of the file, so git cannot check it out there.',
    next: 'Rename the file with `git mv`: names such as `con` and `aux` are reserved.',
    final: 'after the merge',
  },
  'path-not-a-document': {
    what: 'The file under `policies/` is neither a policy, nor the organization, nor a schema.',
    next: 'Move the file out of `policies/`, or rename it to `policies/<name>.yaml`.',
    final: 'no',
  },
  'not-one-file': {
    what: 'The pull request adds a request and changes other files too.',
    next: 'Move every other file to a pull request of its own. One pull request adds one request.',
    final: 'after the merge',
  },

  // The bytes and characters
  'document-too-large': {
    what: 'The document is longer than 16 KiB.',
    next: `Shorten the document, or move long text behind a link. ${CHECK}`,
    final: 'after the merge',
  },
  'document-empty': {
    what: 'The file contains no document.',
    next: `Write a mapping, with \`key: value\` on each line. ${CHECK}`,
    final: 'after the merge',
  },
  'document-not-a-mapping': {
    what: 'The document is a list, a text or a Git LFS pointer, and not a mapping.',
    next: `Write \`key: value\` on each line. Store the document itself in git, without LFS. ${CHECK}`,
    final: 'after the merge',
  },
  'text-not-utf8': {
    what: 'The document is not valid UTF-8 from the named place on.',
    next: `Save the document as UTF-8 without a byte order mark. ${CHECK}`,
    final: 'after the merge',
  },
  'text-bom': {
    what: 'The document begins with a byte order mark.',
    next: `Save the document as UTF-8 without a byte order mark. ${CHECK}`,
    final: 'after the merge',
  },
  'text-control': {
    what: 'The document contains a control character. A terminal acts on it instead of showing it.',
    next: `Delete the character at the named place. Line feeds and tabs are allowed. ${CHECK}`,
    final: 'after the merge',
  },
  'text-bidi': {
    what: 'The document contains a bidirectional control, which shows text in a misleading order.',
    next: `Delete the character at the named place. ${CHECK}`,
    final: 'after the merge',
  },
  'text-invisible': {
    what: 'The document contains a character that a reader cannot see.',
    next: `Delete the character at the named place, or type the word again. ${CHECK}`,
    final: 'after the merge',
  },
  'text-tag': {
    what: 'The document contains an invisible tag character, which can hide text from a reader.',
    next: `Delete the character at the named place, or type the text again. ${CHECK}`,
    final: 'after the merge',
  },
  'text-surrogate': {
    what: 'An escape in the document stands for half of a character.',
    next: `Write the character itself instead of the escape. ${CHECK}`,
    final: 'after the merge',
  },

  // YAML
  'yaml-syntax': {
    what: 'The document is not valid YAML at the named place.',
    next: `Check the indentation, quotes and brackets at the named place. ${CHECK}`,
    final: 'after the merge',
  },
  'yaml-depth': {
    what: 'The document nests values more than 16 levels deep.',
    next: `Use fewer levels of lists and mappings. ${CHECK}`,
    final: 'after the merge',
  },
  'yaml-directive': {
    what: 'The document begins with a directive: `%YAML` or `%TAG`. A directive can change the meaning of the text.',
    next: `Remove the line of the directive. ${CHECK}`,
    final: 'after the merge',
  },
  'yaml-many-documents': {
    what: 'The file contains more than one YAML document.',
    next: `Keep one document, and remove the \`---\`. ${CHECK}`,
    final: 'after the merge',
  },
  'yaml-alias': {
    what: 'The document uses an alias, such as `*name`. A reader would have to look up its value.',
    next: `Write the value itself. ${CHECK}`,
    final: 'after the merge',
  },
  'yaml-anchor': {
    what: 'The document defines an anchor, such as `&name`.',
    next: `Remove the anchor. Quote the value if it is text that begins with \`&\`. ${CHECK}`,
    final: 'after the merge',
  },
  'yaml-tag': {
    what: 'The document uses a tag, such as `!!binary`. A tag can change the type of a value.',
    next: `Remove the tag. Quote the value if it is text. ${CHECK}`,
    final: 'after the merge',
  },
  'yaml-merge': {
    what: 'The document uses a merge key (`<<`), which adds keys that a reader does not see.',
    next: `Write the keys themselves. ${CHECK}`,
    final: 'after the merge',
  },
  'yaml-duplicate-key': {
    what: 'A mapping has the same key twice, so programs can read different values.',
    next: `Keep one of the two lines. ${CHECK}`,
    final: 'after the merge',
  },
  'yaml-complex-key': {
    what: 'A key is a list or a mapping.',
    next: `Write plain text as the key. Quote a key that begins with \`[\` or \`{\`. ${CHECK}`,
    final: 'after the merge',
  },
  'yaml-forbidden-key': {
    what: 'A key is a name with a special meaning in JavaScript, such as `constructor`.',
    next: `Choose another key. ${CHECK}`,
    final: 'after the merge',
  },
  'yaml-key-not-text': {
    what: 'YAML reads a key as a number, a truth value or nothing.',
    next: `Write the key in quotes. ${CHECK}`,
    final: 'after the merge',
  },
  'yaml-number': {
    what: 'Versions of YAML read this value as different numbers.',
    next: `Write plain digits, at most 9007199254740991. Quote the value if it is text. ${CHECK}`,
    final: 'after the merge',
  },

  // The schema of each kind of document
  'schema-unknown-key': {
    what: 'The document has a key that this kind of document does not know.',
    next: `Correct the spelling of the key, or remove the key. The issue names the known keys. ${CHECK}`,
    final: 'after the merge',
  },
  'schema-missing-key': {
    what: 'The document lacks a required key.',
    next: `Add the key that the issue names. ${CHECK}`,
    final: 'after the merge',
  },
  'schema-wrong-type': {
    what: 'A value has the wrong type, for example a list instead of text.',
    next: `Write a value of the expected type. Quote text that looks like a number or a truth value. ${CHECK}`,
    final: 'after the merge',
  },
  'schema-not-one-of': {
    what: 'A value is not one of the allowed ones.',
    next: `Write one of the values that the issue names. ${CHECK}`,
    final: 'no',
  },
  'schema-wrong-form': {
    what: 'A text has the wrong form, for example `2 hours` instead of `2h`.',
    next: `Write the text like the example in the issue. ${CHECK}`,
    final: 'after the merge',
  },
  'schema-too-short': {
    what: 'A text is too short.',
    next: `Write at least as many characters as the issue says. ${CHECK}`,
    final: 'after the merge',
  },
  'schema-too-long': {
    what: 'A text is too long.',
    next: `Write at most as many characters as the issue says. ${CHECK}`,
    final: 'after the merge',
  },
  'schema-too-few': {
    what: 'A list has too few entries, or a mapping has too few keys.',
    next: `Add entries, or remove the whole list or mapping if it is optional. ${CHECK}`,
    final: 'no',
  },
  'schema-too-many': {
    what: 'A list has too many entries.',
    next: `Remove entries, or split the document into two policies. ${CHECK}`,
    final: 'no',
  },
  'schema-too-small': {
    what: 'A number is too small.',
    next: `Write at least the number that the issue names. ${CHECK}`,
    final: 'no',
  },
  'schema-too-large': {
    what: 'A number is too large.',
    next: `Write at most the number that the issue names. ${CHECK}`,
    final: 'no',
  },
  'schema-repeated-entry': {
    what: 'A list has the same entry twice.',
    next: `Keep one of the two entries. ${CHECK}`,
    final: 'no',
  },

  // A request against its policy
  'rule-missing-key': {
    what: 'The policy requires a key that the request lacks.',
    next: `Add the key that the issue names. ${CHECK}`,
    final: 'after the merge',
  },
  'rule-wrong-type': {
    what: 'The policy requires a value of a different type.',
    next: `Write a value of the type that the issue names. ${CHECK}`,
    final: 'after the merge',
  },
  'rule-not-one-of': {
    what: 'The policy does not allow this value.',
    next: `Write one of the values that the issue names. ${CHECK}`,
    final: 'after the merge',
  },
  'rule-wrong-form': {
    what: "The policy's pattern does not match the text.",
    next: `Write the text in the form that the issue names. ${CHECK}`,
    final: 'after the merge',
  },
  'rule-too-short': {
    what: 'The policy requires a longer text. Spaces around the reason do not count.',
    next: `Write at least as many characters as the issue says. ${CHECK}`,
    final: 'after the merge',
  },
  'rule-too-long': {
    what: 'The policy requires a shorter text.',
    next: `Write at most as many characters as the issue says. ${CHECK}`,
    final: 'after the merge',
  },
  'rule-not-met': {
    what: 'The request violates a combined rule under `request` in the policy, such as `anyOf` or `not`.',
    next: `Read the rules under \`request\` in the policy, and change the request. ${CHECK}`,
    final: 'after the merge',
  },
  'reason-blank': {
    what: 'The reason of the request contains only spaces.',
    next: `Write what is broken and why you need this access. ${CHECK}`,
    final: 'after the merge',
  },
  'policy-unknown': {
    what: 'The request names a policy that does not exist or is not valid.',
    next: `Write the name of a file under \`policies/\`, without \`.yaml\`. ${CHECK}`,
    final: 'after the merge',
  },
  'break-glass-not-offered': {
    what: 'The request asks for break glass, and its policy does not allow that.',
    next: `Remove \`breakGlass\` and ask for an approval, or use another policy. ${CHECK}`,
    final: 'after the merge',
  },
  'duration-over-policy': {
    what: 'The request asks for more time than its policy allows with approval.',
    next: `Write at most the duration that the issue names. ${CHECK}`,
    final: 'after the merge',
  },
  'duration-over-break-glass': {
    what: 'The request asks for more time than its policy allows for break glass.',
    next: `Write at most the duration that the issue names, or ask for an approval instead. ${CHECK}`,
    final: 'after the merge',
  },

  // A policy
  'access-duplicate-resource': {
    what: 'The policy lists the same resource in two entries of `access`.',
    next: `List all roles on the resource in one entry. ${CHECK}`,
    final: 'no',
  },
  'resource-not-time-bound': {
    what: 'Access to the resource cannot expire by itself, because its IAM policy takes no conditions.',
    next: `Name the project and narrow the access with \`only\`, or use a kind that the issue names. ${CHECK}`,
    final: 'no',
  },
  'only-not-recognised': {
    what: 'Conditions on this kind of resource see no name, type or service. `only` would block all access.',
    next: `Remove \`only\`. ${CHECK}`,
    final: 'no',
  },
  'only-unsafe-text': {
    what: 'A text under `only` contains characters that are unsafe in a condition.',
    next: `Use visible ASCII without quotes, spaces and backslashes. ${CHECK}`,
    final: 'no',
  },
  'role-basic': {
    what: 'The document names a basic role, such as `roles/editor`. Basic roles cover every service.',
    next: `Use predefined roles instead. No setting allows basic roles. ${CHECK}`,
    final: 'no',
  },
  'role-never-granted': {
    what: "The policy grants a role that is in the organization's `neverGrant`.",
    next: `Use a smaller role, or propose a change of \`neverGrant\`. ${CHECK}`,
    final: 'no',
  },
  'role-powerful': {
    what: 'The role can change IAM policies or mint credentials, so its access could outlive the window.',
    next: `Use a smaller role, or add the role to \`grantAlthoughPowerful\` in \`policies/organization.yaml\`. ${CHECK}`,
    final: 'no',
  },
  'proof-none': {
    what: 'The policy uses `proof: none`, and the organization does not allow that.',
    next: `Write a stronger \`proof\`, or set \`allowUnproven: true\` in \`policies/organization.yaml\`. ${CHECK}`,
    final: 'no',
  },
  'proof-below-floor': {
    what: "The policy requires a weaker proof than the organization's minimum.",
    next: `Write the proof that the issue names. ${CHECK}`,
    final: 'no',
  },
  'user-verification-without-key': {
    what: 'The policy requires a PIN or fingerprint, but no security key.',
    next: `Write \`proof: security-key\`, or remove \`userVerification\`. ${CHECK}`,
    final: 'no',
  },
  'incident-field-misplaced': {
    what: 'A key under `incident` does not apply to the place in `from`.',
    next: `Remove the key, or change \`from\`. ${CHECK}`,
    final: 'no',
  },
  'incident-without-labels': {
    what: 'The policy accepts any GitHub issue as an incident.',
    next: `Add \`labels\` that mark an incident. ${CHECK}`,
    final: 'no',
  },
  'pattern-not-linear': {
    what: 'RE2 does not support a pattern of the policy. Other engines can take exponential time.',
    next: `Write the pattern without lookaround and backreferences. ${CHECK}`,
    final: 'no',
  },
  'duration-over-organization': {
    what: 'The policy allows more time than the organization does.',
    next: `Write at most the duration that the issue names. ${CHECK}`,
    final: 'no',
  },
  'duration-break-glass-over-policy': {
    what: 'The policy allows more time for break glass than for approved access.',
    next: `Write at most the duration that the issue names. ${CHECK}`,
    final: 'no',
  },
  'review-over-limit': {
    what: 'The policy allows more than a week for a break-glass review.',
    next: `Write at most \`168h\` for \`within\`. ${CHECK}`,
    final: 'no',
  },

  // The organization, and people in both
  'organization-missing': {
    what: 'The file `policies/organization.yaml` does not exist, so no policy is valid.',
    next: `Add the file, with the installation, the people and the limits. docs/policies.md has an example. ${CHECK}`,
    final: 'no',
  },
  'party-unknown': {
    what: "The document names a person that is not among the organization's people.",
    next: `Correct the login, or add the person to \`people\` in \`policies/organization.yaml\`. ${CHECK}`,
    final: 'no',
  },
  'approval-too-few-people': {
    what: 'The approval requires more people than it names, so nobody could give it.',
    next: `Lower \`count\`, name more people, or name a team. ${CHECK}`,
    final: 'no',
  },
  'duration-over-limit': {
    what: 'The organization allows access for more than a week.',
    next: `Write at most \`168h\` for \`maxDuration\`. ${CHECK}`,
    final: 'no',
  },
  'role-both-ways': {
    what: 'A role is in `neverGrant` and in `grantAlthoughPowerful`.',
    next: `Remove the role from one of the two lists. ${CHECK}`,
    final: 'no',
  },
  'team-duplicate': {
    what: 'Two entries of `teams` have the same slug or the same number.',
    next: 'Keep one entry for each team. Then run `pullcord check FILE`.',
    final: 'no',
  },
  'person-duplicate-login': {
    what: 'Two people of the organization have the same GitHub login.',
    next: `Keep one entry for each person. ${CHECK}`,
    final: 'no',
  },
  'person-duplicate-id': {
    what: 'Two people of the organization have the same GitHub account number.',
    next: 'Keep one entry for each person. `gh api users/LOGIN --jq .id` prints the right number.',
    final: 'no',
  },
  'person-duplicate-principal': {
    what: 'Two people of the organization have the same Google account. Gmail ignores dots in addresses.',
    next: `Give each person their own Google account. ${CHECK}`,
    final: 'no',
  },
  'principal-missing': {
    what: 'A person has no Google account, and the organization does not use single sign-on.',
    next: `Add \`principal: user:<email>\` to the person. ${CHECK}`,
    final: 'no',
  },
  'principal-beside-saml': {
    what: 'A person has a Google account, although `identity: saml` takes it from single sign-on.',
    next: `Remove the line \`principal\`. ${CHECK}`,
    final: 'no',
  },
  'security-key-malformed': {
    what: 'A line under `securityKeys` is not the public key of a security key.',
    next: `Copy the whole line of the \`.pub\` file. ${CHECK}`,
    final: 'no',
  },
  'security-key-plain': {
    what: 'A line under `securityKeys` is a software key, which any computer can copy.',
    next: 'Create a key on a security key, and register its `.pub` line: `ssh-keygen -t ed25519-sk -O verify-required`.',
    final: 'no',
  },
  'security-key-duplicate': {
    what: 'The same security key is registered twice.',
    next: `Register each key once, for one person. ${CHECK}`,
    final: 'no',
  },
  'ledger-key': {
    what: 'A key under `ledger.keys` does not parse.',
    next: `Copy the key exactly as \`pullcord init --ledger-key\` printed it. ${CHECK}`,
    final: 'no',
  },

  // Any document
  'more-issues': {
    what: 'The document has more issues than one report shows.',
    next: 'Fix the issues before this one, then run `pullcord check FILE` again.',
    final: 'after the merge',
  },
} as const satisfies ReasonTable;
