// Generated from policies/schema/ by scripts/generate-validators.ts; do not edit.
var evidence = validate52;
var schema19 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:pullcord:schema:evidence:1", "title": "Evidence", "description": "the facts behind one decision; null means not known; other members are allowed", "type": "object", "required": ["repository", "head", "path", "file", "pull", "addedAt", "text", "permissions", "teams", "secondFactors", "documents", "texts", "onRecord", "gathered"], "properties": { "repository": { "title": "Repository", "description": "the repository", "type": "object", "required": ["id", "name", "defaultBranch"], "properties": { "id": { "title": "Id", "description": "its number", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "name": { "title": "Name", "description": "owner and name", "type": "string" }, "defaultBranch": { "title": "Default branch", "description": "its name", "type": "string" } } }, "head": { "title": "Head", "description": "the default branch's commit", "type": "string" }, "path": { "title": "Path", "description": "the request file", "type": "string" }, "file": { "title": "File", "description": "the request file on the default branch", "$ref": "#/$defs/file" }, "pull": { "title": "Pull request", "description": "the pull request that added the file", "$ref": "#/$defs/pull" }, "addedAt": { "title": "Added at", "description": "the time of the commit that added the file; null: not known", "$ref": "#/$defs/instantOrNull" }, "pathUsedBefore": { "title": "Path used before", "description": "present if an earlier file of this path was removed", "const": true }, "changedTooOften": { "title": "Changed too often", "description": "present if the file was edited too often to follow", "const": true }, "text": { "title": "Text", "description": "the file's text; null: not known", "type": ["string", "null"] }, "textProblem": { "title": "Text problem", "description": "the reason the bytes are not text", "enum": ["not-utf8", "too-long"] }, "permissions": { "title": "Permissions", "description": "by number of the account; null: not known", "type": "object", "additionalProperties": { "enum": ["admin", "write", "read", "none", null] } }, "teams": { "title": "Teams", "description": "numbers of members, by slug, or by slug#number for a pinned team; null: not known", "type": "object", "additionalProperties": { "type": ["array", "null"], "items": { "$ref": "#/$defs/integer" } } }, "secondFactors": { "title": "Second factors", "description": "two-factor authentication", "type": "object", "required": ["required", "enabled"], "properties": { "required": { "title": "Required", "description": "true if the organization requires it; null: not known", "type": ["boolean", "null"] }, "enabled": { "title": "Enabled", "description": "by number of the account; null: not known", "type": "object", "additionalProperties": { "type": ["boolean", "null"] } } } }, "identities": { "title": "Identities", "description": "names of single sign-on, by number of the account; null: not known", "type": "object", "additionalProperties": { "type": ["string", "null"] } }, "documents": { "title": "Documents", "description": "everything under policies/", "type": "object", "required": ["before", "head"], "properties": { "before": { "title": "Before", "description": "before the merge; null in evidence with versions", "$ref": "#/$defs/documents" }, "head": { "title": "Head", "description": "at the default branch's head", "$ref": "#/$defs/documents" } } }, "texts": { "title": "Texts", "description": "texts by blob id", "type": "object", "additionalProperties": { "type": "string" } }, "versions": { "title": "Versions", "description": "the verdicts on the deciding documents, by path; null: not known", "type": "object", "additionalProperties": { "title": "Versions of one document", "description": "its accepted versions, and its newest change without acceptance", "type": ["object", "null"], "required": ["accepted"], "properties": { "accepted": { "title": "Accepted", "description": "accepted versions, newest first", "type": "array", "items": { "title": "Version", "description": "one accepted version", "type": "object", "required": ["blob", "commit", "at", "place"], "properties": { "blob": { "title": "Blob", "description": "its blob; null: the document was removed", "type": ["string", "null"] }, "commit": { "title": "Commit", "description": "the commit that brought it", "type": "string" }, "at": { "title": "At", "description": "the time of that commit", "$ref": "#/$defs/instant" }, "place": { "title": "Place", "description": "the commit's place beside the merge of the request; null: not known", "enum": ["before", "after", "off", null] } } } }, "unaccepted": { "title": "Unaccepted", "description": "the newest change without acceptance", "type": "object", "required": ["pull", "commit", "place", "verdict", "sentence"], "properties": { "pull": { "title": "Pull request", "description": "its number; null: none", "$ref": "#/$defs/integerOrNull" }, "commit": { "title": "Commit", "description": "its commit", "type": "string" }, "place": { "title": "Place", "description": "the commit's place beside the merge of the request; null: not known", "enum": ["before", "after", "off", null] }, "verdict": { "title": "Verdict", "description": "pending if a fact could not be read", "enum": ["not accepted", "pending"] }, "sentence": { "title": "Sentence", "description": "the reason", "type": "string" } } } } } }, "changes": { "title": "Changes", "description": "only without versions: changes of documents by path; null: not known", "type": "object", "additionalProperties": { "type": ["array", "null"], "items": { "title": "Change", "description": "one change of a document", "type": "object", "required": ["blob", "at", "pull"], "properties": { "blob": { "title": "Blob", "description": "the blob after it; null: it was removed", "type": ["string", "null"] }, "at": { "title": "At", "description": "the time of the change", "$ref": "#/$defs/instant" }, "pull": { "title": "Pull request", "description": "the pull request that brought it", "$ref": "#/$defs/pull" } } } } }, "genesis": { "title": "Genesis", "description": "only without versions: the commit and blobs in the ledger's first record; null: not known", "type": ["object", "null"], "required": ["commit", "policies"], "properties": { "commit": { "title": "Commit", "description": "the commit", "type": "string" }, "policies": { "title": "Policies", "description": "blob ids by path", "type": "object", "additionalProperties": { "type": "string" } } } }, "onRecord": { "title": "On record", "description": "the facts in the ledger that count against the request; null: not known", "type": ["object", "null"], "required": ["headUsedBy", "overdueReviews", "quarantined"], "properties": { "headUsedBy": { "title": "Head used by", "description": "pull requests that had the same head", "type": "array", "items": { "$ref": "#/$defs/integer" } }, "overdueReviews": { "title": "Overdue reviews", "description": "pull requests whose review is overdue; null: not known", "type": ["array", "null"], "items": { "$ref": "#/$defs/integer" } }, "unreviewed": { "title": "Unreviewed", "description": "pull requests by which the requester broke glass and that nobody reviewed yet; null: not known", "type": ["array", "null"], "items": { "$ref": "#/$defs/integer" } }, "quarantined": { "title": "Quarantined", "description": "numbers of people in quarantine", "type": "array", "items": { "$ref": "#/$defs/integer" } } } }, "incident": { "title": "Incident", "description": "the incident that the request names", "$ref": "#/$defs/incident" }, "gathered": { "title": "Gathered", "description": "the time of GitHub's last answer", "$ref": "#/$defs/instant" }, "edition": { "title": "Edition", "description": "the edition of the rules that decide; absent: 1", "type": "integer", "minimum": 1, "maximum": 1e3 } }, "$defs": { "instant": { "title": "Instant", "description": "a second that exists, in UTC: 2026-11-24T02:17:00Z", "type": "string", "pattern": "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$" }, "instantOrNull": { "title": "Instant or null", "description": "a second that exists, in UTC: 2026-11-24T02:17:00Z, or null", "type": ["string", "null"], "pattern": "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$" }, "integer": { "title": "Whole number", "description": "a whole number", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "integerOrNull": { "title": "Whole number or null", "description": "a whole number, or null", "type": ["integer", "null"], "minimum": -9007199254740991, "maximum": 9007199254740991 }, "file": { "title": "File", "description": "a file in git; null: it is not there", "type": ["object", "null"], "required": ["blob", "mode"], "properties": { "blob": { "title": "Blob", "description": "its blob id", "type": "string" }, "mode": { "title": "Mode", "description": "git's mode, in octal", "type": "string" } } }, "account": { "title": "Account", "description": "an account on GitHub; null: it was deleted", "type": ["object", "null"], "required": ["type", "login", "id"], "properties": { "type": { "title": "Type", "description": "GraphQL's type; only User is a person", "type": "string" }, "login": { "title": "Login", "description": "its name", "type": "string" }, "id": { "title": "Id", "description": "its number; null: not known", "type": ["integer", "null"], "minimum": -9007199254740991, "maximum": 9007199254740991 } } }, "documents": { "title": "Documents", "description": "everything under policies/ at one commit; null: not known", "type": ["object", "null"], "required": ["digests", "issues"], "properties": { "digests": { "title": "Digests", "description": "blob ids by path", "type": "object", "additionalProperties": { "type": "string" } }, "issues": { "title": "Issues", "description": "the problems in the documents", "type": "array", "items": { "title": "Issue", "description": "one problem in a document", "type": "object", "required": ["code", "path", "line", "column", "sentence"], "properties": { "code": { "title": "Code", "description": "its code", "type": "string" }, "path": { "title": "Path", "description": "the document", "type": "string" }, "line": { "title": "Line", "description": "from 1 on", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "column": { "title": "Column", "description": "from 1 on", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "sentence": { "title": "Sentence", "description": "a sentence that names the problem", "type": "string" } } } } } }, "merge": { "title": "Merge", "description": "the merge commit; null: there is none", "type": ["object", "null"], "required": ["sha", "parents", "file", "signedByGitHub", "onMainline"], "properties": { "sha": { "title": "Commit", "description": "its id", "type": "string" }, "parents": { "title": "Parents", "description": "its parents, each with the file", "type": "array", "items": { "title": "Parent", "description": "one parent", "type": "object", "required": ["sha", "file"], "properties": { "sha": { "title": "Commit", "description": "its id", "type": "string" }, "file": { "title": "File", "description": "the file there", "$ref": "#/$defs/file" } } } }, "file": { "title": "File", "description": "the file after the merge", "$ref": "#/$defs/file" }, "signedByGitHub": { "title": "Signed by GitHub", "description": "true if GitHub signed it; null: not known", "type": ["boolean", "null"] }, "onMainline": { "title": "On the mainline", "description": "true if it is on the default branch's first-parent line; null: not known", "type": ["boolean", "null"] } } }, "headCommit": { "title": "Head commit", "description": "the head commit; null: not known", "type": ["object", "null"], "required": ["parents", "committedAt", "parentsOnMain", "signature"], "properties": { "parents": { "title": "Parents", "description": "ids of its parents", "type": "array", "items": { "type": "string" } }, "committedAt": { "title": "Committed at", "description": "the time of the commit", "$ref": "#/$defs/instant" }, "parentsOnMain": { "title": "Parents on main", "description": "true if every parent is on the default branch; null: not known", "type": ["boolean", "null"] }, "signature": { "title": "Signature", "description": "the signature; null: unsigned", "type": ["object", "null"], "required": ["payload", "armored"], "properties": { "payload": { "title": "Payload", "description": "the signed text", "type": "string" }, "armored": { "title": "Armored", "description": "the signature over it", "type": "string" } } } } }, "commit": { "title": "Commit", "description": "one commit of the pull request", "type": "object", "required": ["sha", "authors", "authorCount", "committer", "signature"], "properties": { "sha": { "title": "Commit", "description": "its id", "type": "string" }, "authors": { "title": "Authors", "description": "authors and co-authors; null: the address belongs to no account", "type": "array", "items": { "$ref": "#/$defs/integerOrNull" } }, "authorCount": { "title": "Author count", "description": "the number of authors and co-authors", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "committer": { "title": "Committer", "description": "a number, github, or null: who committed", "type": ["integer", "string", "null"], "minimum": -9007199254740991, "maximum": 9007199254740991, "pattern": "^github$" }, "signature": { "title": "Signature", "description": "GitHub's verification of the signature; null: unsigned", "type": ["object", "null"], "required": ["valid", "signer"], "properties": { "valid": { "title": "Valid", "description": "true if it is valid; null: not known", "type": ["boolean", "null"] }, "signer": { "title": "Signer", "description": "a number, github, or null: who signed", "type": ["integer", "string", "null"], "minimum": -9007199254740991, "maximum": 9007199254740991, "pattern": "^github$" } } } } }, "review": { "title": "Review", "description": "one review", "type": "object", "required": ["id", "state", "submittedAt", "commit", "author"], "properties": { "id": { "title": "Id", "description": "its id", "type": "string" }, "state": { "title": "State", "description": "the opinion; the rules judge one that this version does not know", "type": "string" }, "submittedAt": { "title": "Submitted at", "description": "the time of its submission; null: not known", "$ref": "#/$defs/instantOrNull" }, "commit": { "title": "Commit", "description": "the reviewed commit; null: not known", "type": ["string", "null"] }, "author": { "title": "Author", "description": "the reviewer's account", "$ref": "#/$defs/account" }, "dismissal": { "title": "Dismissal", "description": "only of a dismissed review: the dismissal; null: not known", "type": ["object", "null"], "required": ["at", "was"], "properties": { "at": { "title": "At", "description": "its time", "$ref": "#/$defs/instant" }, "was": { "title": "Was", "description": "the opinion until then", "type": "string" } } } } }, "pull": { "title": "Pull request", "description": "a pull request as GitHub shows it; null: none", "type": ["object", "null"], "required": ["number", "url", "state", "author", "mergedBy", "createdAt", "mergedAt", "base", "head", "merge", "changedFiles", "files", "commitCount", "commits", "pushers", "retargeted", "retargetCount", "reviewCount", "reviews"], "properties": { "number": { "title": "Number", "description": "its number", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "url": { "title": "URL", "description": "its address", "type": "string" }, "state": { "title": "State", "description": "open, closed or merged", "enum": ["open", "closed", "merged"] }, "author": { "title": "Author", "description": "the account that opened it", "$ref": "#/$defs/account" }, "mergedBy": { "title": "Merged by", "description": "the account that merged it", "$ref": "#/$defs/account" }, "createdAt": { "title": "Created at", "description": "the time it was opened", "$ref": "#/$defs/instant" }, "mergedAt": { "title": "Merged at", "description": "the time it was merged; null: not known", "$ref": "#/$defs/instantOrNull" }, "base": { "title": "Base", "description": "the branch it is for", "type": "string" }, "head": { "title": "Head", "description": "its head", "type": "object", "required": ["sha", "repository", "file", "commit"], "properties": { "sha": { "title": "Commit", "description": "the commit's id", "type": "string" }, "repository": { "title": "Repository", "description": "the repository's number; null: not known", "type": ["integer", "null"], "minimum": -9007199254740991, "maximum": 9007199254740991 }, "file": { "title": "File", "description": "the file there", "$ref": "#/$defs/file" }, "commit": { "title": "Commit", "description": "the commit", "$ref": "#/$defs/headCommit" } } }, "merge": { "title": "Merge", "description": "the merge commit", "$ref": "#/$defs/merge" }, "changedFiles": { "title": "Changed files", "description": "the number of files that it changes", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "files": { "title": "Files", "description": "the files that it changes", "type": "array", "items": { "title": "Change", "description": "one file", "type": "object", "required": ["path", "change"], "properties": { "path": { "title": "Path", "description": "the file", "type": "string" }, "change": { "title": "Change", "description": "the change to the file", "type": "string" } } } }, "commitCount": { "title": "Commit count", "description": "the number of its commits", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "commits": { "title": "Commits", "description": "its commits", "type": "array", "items": { "$ref": "#/$defs/commit" } }, "pushers": { "title": "Pushers", "description": "numbers of everybody who pushed to its branch; null: not known", "type": ["array", "null"], "items": { "$ref": "#/$defs/integerOrNull" } }, "retargeted": { "title": "Retargeted", "description": "the times its base was changed", "type": "array", "items": { "$ref": "#/$defs/instant" } }, "retargetCount": { "title": "Retarget count", "description": "the number of changes of its base", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "reviewCount": { "title": "Review count", "description": "the number of its reviews", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "reviews": { "title": "Reviews", "description": "its reviews", "type": "array", "items": { "$ref": "#/$defs/review" } } } }, "incident": { "title": "Incident", "description": "the answer of GitHub or PagerDuty about the incident", "type": "object", "required": ["source", "id", "state", "labels", "url", "asked"], "properties": { "source": { "title": "Source", "description": "github or pagerduty", "enum": ["github", "pagerduty"] }, "id": { "title": "Id", "description": "as the request names it", "type": "string" }, "state": { "title": "State", "description": "open, closed, missing or unreachable", "type": "string" }, "labels": { "title": "Labels", "description": "labels of the issue, or the service of the incident", "type": "array", "items": { "type": "string" } }, "status": { "title": "Status", "description": "the incident's status as PagerDuty names it", "type": "string" }, "url": { "title": "URL", "description": "its address; null: it has none", "type": ["string", "null"] }, "asked": { "title": "Asked", "description": "the time of the question", "$ref": "#/$defs/instant" }, "sentence": { "title": "Sentence", "description": "the reason there is no answer", "type": "string" } } }, "change": { "title": "Change evidence", "description": "the facts behind the verdict on one change of documents", "type": "object", "required": ["repository", "commit", "at", "documents", "pull", "headUsedBy", "organization", "texts", "permissions", "teams", "secondFactors", "gathered"], "properties": { "repository": { "title": "Repository", "description": "the repository", "type": "object", "required": ["id", "name", "defaultBranch"], "properties": { "id": { "title": "Id", "description": "its number", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "name": { "title": "Name", "description": "owner and name", "type": "string" }, "defaultBranch": { "title": "Default branch", "description": "its name", "type": "string" } } }, "commit": { "title": "Commit", "description": "the commit of the default branch", "type": "string" }, "at": { "title": "At", "description": "its time", "$ref": "#/$defs/instant" }, "documents": { "title": "Documents", "description": "the changed documents", "type": "array", "items": { "title": "Changed document", "description": "one changed document", "type": "object", "required": ["path", "accepted", "before", "after", "head", "contributors"], "properties": { "path": { "title": "Path", "description": "its path", "type": "string" }, "accepted": { "title": "Accepted", "description": "the blob accepted before; null: none", "type": ["string", "null"] }, "before": { "title": "Before", "description": "the blob before the commit; null: none", "type": ["string", "null"] }, "after": { "title": "After", "description": "the blob after the commit; null: none", "type": ["string", "null"] }, "head": { "title": "Head", "description": "the file at the head of the pull request", "$ref": "#/$defs/file" }, "contributors": { "title": "Contributors", "description": "numbers of everybody who changed it since the accepted version; null: a person not named", "type": "array", "items": { "$ref": "#/$defs/integerOrNull" } } } } }, "pull": { "title": "Pull request", "description": "its pull request", "$ref": "#/$defs/pull" }, "headUsedBy": { "title": "Head used by", "description": "other changes with the same head", "type": "array", "items": { "$ref": "#/$defs/integer" } }, "quarantines": { "title": "Quarantines", "description": "every quarantine on record when the change was judged", "type": "array", "items": { "title": "Quarantine", "description": "one quarantine", "type": "object", "required": ["record", "ids", "since", "until"], "properties": { "record": { "title": "Record", "description": "the number of its record", "$ref": "#/$defs/integer" }, "ids": { "title": "Ids", "description": "numbers of the person's accounts", "type": "array", "items": { "$ref": "#/$defs/integer" } }, "since": { "title": "Since", "description": "the time of its record", "$ref": "#/$defs/instant" }, "until": { "title": "Until", "description": "the time of the accepted release; null: none", "$ref": "#/$defs/instantOrNull" } } } }, "organization": { "title": "Organization", "description": "the blob of the organization that decides", "type": "string" }, "texts": { "title": "Texts", "description": "texts by blob id", "type": "object", "additionalProperties": { "type": "string" } }, "permissions": { "title": "Permissions", "description": "by number of the account; null: not known", "type": "object", "additionalProperties": { "enum": ["admin", "write", "read", "none", null] } }, "teams": { "title": "Teams", "description": "numbers of members, by slug, or by slug#number for a pinned team; null: not known", "type": "object", "additionalProperties": { "type": ["array", "null"], "items": { "$ref": "#/$defs/integer" } } }, "secondFactors": { "title": "Second factors", "description": "two-factor authentication", "type": "object", "required": ["required", "enabled"], "properties": { "required": { "title": "Required", "description": "true if the organization requires it; null: not known", "type": ["boolean", "null"] }, "enabled": { "title": "Enabled", "description": "by number of the account; null: not known", "type": "object", "additionalProperties": { "type": ["boolean", "null"] } } } }, "identities": { "title": "Identities", "description": "names of single sign-on, by number of the account; null: not known", "type": "object", "additionalProperties": { "type": ["string", "null"] } }, "judgedEachTime": { "title": "Judged each time", "description": "present if no key signs the ledger", "const": true }, "gathered": { "title": "Gathered", "description": "the time of GitHub's last answer", "$ref": "#/$defs/instant" } } } } };
var schema20 = { "title": "File", "description": "a file in git; null: it is not there", "type": ["object", "null"], "required": ["blob", "mode"], "properties": { "blob": { "title": "Blob", "description": "its blob id", "type": "string" }, "mode": { "title": "Mode", "description": "git's mode, in octal", "type": "string" } } };
function validate53(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate53.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate53.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema20.type }, schema: schema20.type, parentSchema: schema20, data }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.blob === void 0 && (missing0 = "blob") || data.mode === void 0 && (missing0 = "mode")) {
        validate53.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, schema: schema20.required, parentSchema: schema20, data }];
        return false;
      } else {
        if (data.blob !== void 0) {
          let data0 = data.blob;
          const _errs1 = errors;
          if (typeof data0 !== "string") {
            validate53.errors = [{ instancePath: instancePath + "/blob", schemaPath: "#/properties/blob/type", keyword: "type", params: { type: "string" }, schema: schema20.properties.blob.type, parentSchema: schema20.properties.blob, data: data0 }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.mode !== void 0) {
            let data1 = data.mode;
            const _errs3 = errors;
            if (typeof data1 !== "string") {
              validate53.errors = [{ instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/type", keyword: "type", params: { type: "string" }, schema: schema20.properties.mode.type, parentSchema: schema20.properties.mode, data: data1 }];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
        }
      }
    }
  }
  validate53.errors = vErrors;
  return errors === 0;
}
validate53.evaluated = { "props": { "blob": true, "mode": true }, "dynamicProps": false, "dynamicItems": false };
var schema21 = { "title": "Pull request", "description": "a pull request as GitHub shows it; null: none", "type": ["object", "null"], "required": ["number", "url", "state", "author", "mergedBy", "createdAt", "mergedAt", "base", "head", "merge", "changedFiles", "files", "commitCount", "commits", "pushers", "retargeted", "retargetCount", "reviewCount", "reviews"], "properties": { "number": { "title": "Number", "description": "its number", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "url": { "title": "URL", "description": "its address", "type": "string" }, "state": { "title": "State", "description": "open, closed or merged", "enum": ["open", "closed", "merged"] }, "author": { "title": "Author", "description": "the account that opened it", "$ref": "#/$defs/account" }, "mergedBy": { "title": "Merged by", "description": "the account that merged it", "$ref": "#/$defs/account" }, "createdAt": { "title": "Created at", "description": "the time it was opened", "$ref": "#/$defs/instant" }, "mergedAt": { "title": "Merged at", "description": "the time it was merged; null: not known", "$ref": "#/$defs/instantOrNull" }, "base": { "title": "Base", "description": "the branch it is for", "type": "string" }, "head": { "title": "Head", "description": "its head", "type": "object", "required": ["sha", "repository", "file", "commit"], "properties": { "sha": { "title": "Commit", "description": "the commit's id", "type": "string" }, "repository": { "title": "Repository", "description": "the repository's number; null: not known", "type": ["integer", "null"], "minimum": -9007199254740991, "maximum": 9007199254740991 }, "file": { "title": "File", "description": "the file there", "$ref": "#/$defs/file" }, "commit": { "title": "Commit", "description": "the commit", "$ref": "#/$defs/headCommit" } } }, "merge": { "title": "Merge", "description": "the merge commit", "$ref": "#/$defs/merge" }, "changedFiles": { "title": "Changed files", "description": "the number of files that it changes", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "files": { "title": "Files", "description": "the files that it changes", "type": "array", "items": { "title": "Change", "description": "one file", "type": "object", "required": ["path", "change"], "properties": { "path": { "title": "Path", "description": "the file", "type": "string" }, "change": { "title": "Change", "description": "the change to the file", "type": "string" } } } }, "commitCount": { "title": "Commit count", "description": "the number of its commits", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "commits": { "title": "Commits", "description": "its commits", "type": "array", "items": { "$ref": "#/$defs/commit" } }, "pushers": { "title": "Pushers", "description": "numbers of everybody who pushed to its branch; null: not known", "type": ["array", "null"], "items": { "$ref": "#/$defs/integerOrNull" } }, "retargeted": { "title": "Retargeted", "description": "the times its base was changed", "type": "array", "items": { "$ref": "#/$defs/instant" } }, "retargetCount": { "title": "Retarget count", "description": "the number of changes of its base", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "reviewCount": { "title": "Review count", "description": "the number of its reviews", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "reviews": { "title": "Reviews", "description": "its reviews", "type": "array", "items": { "$ref": "#/$defs/review" } } } };
var schema22 = { "title": "Account", "description": "an account on GitHub; null: it was deleted", "type": ["object", "null"], "required": ["type", "login", "id"], "properties": { "type": { "title": "Type", "description": "GraphQL's type; only User is a person", "type": "string" }, "login": { "title": "Login", "description": "its name", "type": "string" }, "id": { "title": "Id", "description": "its number; null: not known", "type": ["integer", "null"], "minimum": -9007199254740991, "maximum": 9007199254740991 } } };
function validate56(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate56.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate56.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema22.type }, schema: schema22.type, parentSchema: schema22, data }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.type === void 0 && (missing0 = "type") || data.login === void 0 && (missing0 = "login") || data.id === void 0 && (missing0 = "id")) {
        validate56.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, schema: schema22.required, parentSchema: schema22, data }];
        return false;
      } else {
        if (data.type !== void 0) {
          let data0 = data.type;
          const _errs1 = errors;
          if (typeof data0 !== "string") {
            validate56.errors = [{ instancePath: instancePath + "/type", schemaPath: "#/properties/type/type", keyword: "type", params: { type: "string" }, schema: schema22.properties.type.type, parentSchema: schema22.properties.type, data: data0 }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.login !== void 0) {
            let data1 = data.login;
            const _errs3 = errors;
            if (typeof data1 !== "string") {
              validate56.errors = [{ instancePath: instancePath + "/login", schemaPath: "#/properties/login/type", keyword: "type", params: { type: "string" }, schema: schema22.properties.login.type, parentSchema: schema22.properties.login, data: data1 }];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.id !== void 0) {
              let data2 = data.id;
              const _errs5 = errors;
              if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2)) && data2 !== null) {
                validate56.errors = [{ instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: schema22.properties.id.type }, schema: schema22.properties.id.type, parentSchema: schema22.properties.id, data: data2 }];
                return false;
              }
              if (errors === _errs5) {
                if (typeof data2 == "number" && isFinite(data2)) {
                  if (data2 > 9007199254740991 || isNaN(data2)) {
                    validate56.errors = [{ instancePath: instancePath + "/id", schemaPath: "#/properties/id/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema22.properties.id, data: data2 }];
                    return false;
                  } else {
                    if (data2 < -9007199254740991 || isNaN(data2)) {
                      validate56.errors = [{ instancePath: instancePath + "/id", schemaPath: "#/properties/id/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, schema: -9007199254740991, parentSchema: schema22.properties.id, data: data2 }];
                      return false;
                    }
                  }
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
          }
        }
      }
    }
  }
  validate56.errors = vErrors;
  return errors === 0;
}
validate56.evaluated = { "props": { "type": true, "login": true, "id": true }, "dynamicProps": false, "dynamicItems": false };
var schema23 = { "title": "Instant", "description": "a second that exists, in UTC: 2026-11-24T02:17:00Z", "type": "string", "pattern": "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$" };
var pattern3 = new RegExp("^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$", "u");
function validate59(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate59.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (typeof data === "string") {
      if (!pattern3.test(data)) {
        validate59.errors = [{ instancePath, schemaPath: "#/pattern", keyword: "pattern", params: { pattern: "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$" }, schema: "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$", parentSchema: schema23, data }];
        return false;
      }
    } else {
      validate59.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" }, schema: schema23.type, parentSchema: schema23, data }];
      return false;
    }
  }
  validate59.errors = vErrors;
  return errors === 0;
}
validate59.evaluated = { "dynamicProps": false, "dynamicItems": false };
var schema24 = { "title": "Instant or null", "description": "a second that exists, in UTC: 2026-11-24T02:17:00Z, or null", "type": ["string", "null"], "pattern": "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$" };
function validate61(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate61.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (typeof data !== "string" && data !== null) {
    validate61.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema24.type }, schema: schema24.type, parentSchema: schema24, data }];
    return false;
  }
  if (errors === 0) {
    if (typeof data === "string") {
      if (!pattern3.test(data)) {
        validate61.errors = [{ instancePath, schemaPath: "#/pattern", keyword: "pattern", params: { pattern: "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$" }, schema: "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$", parentSchema: schema24, data }];
        return false;
      }
    }
  }
  validate61.errors = vErrors;
  return errors === 0;
}
validate61.evaluated = { "dynamicProps": false, "dynamicItems": false };
var schema25 = { "title": "Head commit", "description": "the head commit; null: not known", "type": ["object", "null"], "required": ["parents", "committedAt", "parentsOnMain", "signature"], "properties": { "parents": { "title": "Parents", "description": "ids of its parents", "type": "array", "items": { "type": "string" } }, "committedAt": { "title": "Committed at", "description": "the time of the commit", "$ref": "#/$defs/instant" }, "parentsOnMain": { "title": "Parents on main", "description": "true if every parent is on the default branch; null: not known", "type": ["boolean", "null"] }, "signature": { "title": "Signature", "description": "the signature; null: unsigned", "type": ["object", "null"], "required": ["payload", "armored"], "properties": { "payload": { "title": "Payload", "description": "the signed text", "type": "string" }, "armored": { "title": "Armored", "description": "the signature over it", "type": "string" } } } } };
function validate64(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate64.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate64.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema25.type }, schema: schema25.type, parentSchema: schema25, data }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.parents === void 0 && (missing0 = "parents") || data.committedAt === void 0 && (missing0 = "committedAt") || data.parentsOnMain === void 0 && (missing0 = "parentsOnMain") || data.signature === void 0 && (missing0 = "signature")) {
        validate64.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, schema: schema25.required, parentSchema: schema25, data }];
        return false;
      } else {
        if (data.parents !== void 0) {
          let data0 = data.parents;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (Array.isArray(data0)) {
              var valid1 = true;
              const len0 = data0.length;
              for (let i0 = 0; i0 < len0; i0++) {
                let data1 = data0[i0];
                const _errs3 = errors;
                if (typeof data1 !== "string") {
                  validate64.errors = [{ instancePath: instancePath + "/parents/" + i0, schemaPath: "#/properties/parents/items/type", keyword: "type", params: { type: "string" }, schema: schema25.properties.parents.items.type, parentSchema: schema25.properties.parents.items, data: data1 }];
                  return false;
                }
                var valid1 = _errs3 === errors;
                if (!valid1) {
                  break;
                }
              }
            } else {
              validate64.errors = [{ instancePath: instancePath + "/parents", schemaPath: "#/properties/parents/type", keyword: "type", params: { type: "array" }, schema: schema25.properties.parents.type, parentSchema: schema25.properties.parents, data: data0 }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.committedAt !== void 0) {
            const _errs5 = errors;
            if (!validate59(data.committedAt, { instancePath: instancePath + "/committedAt", parentData: data, parentDataProperty: "committedAt", rootData, dynamicAnchors })) {
              vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
              errors = vErrors.length;
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.parentsOnMain !== void 0) {
              let data3 = data.parentsOnMain;
              const _errs6 = errors;
              if (typeof data3 !== "boolean" && data3 !== null) {
                validate64.errors = [{ instancePath: instancePath + "/parentsOnMain", schemaPath: "#/properties/parentsOnMain/type", keyword: "type", params: { type: schema25.properties.parentsOnMain.type }, schema: schema25.properties.parentsOnMain.type, parentSchema: schema25.properties.parentsOnMain, data: data3 }];
                return false;
              }
              var valid0 = _errs6 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.signature !== void 0) {
                let data4 = data.signature;
                const _errs8 = errors;
                if (!(data4 && typeof data4 == "object" && !Array.isArray(data4)) && data4 !== null) {
                  validate64.errors = [{ instancePath: instancePath + "/signature", schemaPath: "#/properties/signature/type", keyword: "type", params: { type: schema25.properties.signature.type }, schema: schema25.properties.signature.type, parentSchema: schema25.properties.signature, data: data4 }];
                  return false;
                }
                if (errors === _errs8) {
                  if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
                    let missing1;
                    if (data4.payload === void 0 && (missing1 = "payload") || data4.armored === void 0 && (missing1 = "armored")) {
                      validate64.errors = [{ instancePath: instancePath + "/signature", schemaPath: "#/properties/signature/required", keyword: "required", params: { missingProperty: missing1 }, schema: schema25.properties.signature.required, parentSchema: schema25.properties.signature, data: data4 }];
                      return false;
                    } else {
                      if (data4.payload !== void 0) {
                        let data5 = data4.payload;
                        const _errs10 = errors;
                        if (typeof data5 !== "string") {
                          validate64.errors = [{ instancePath: instancePath + "/signature/payload", schemaPath: "#/properties/signature/properties/payload/type", keyword: "type", params: { type: "string" }, schema: schema25.properties.signature.properties.payload.type, parentSchema: schema25.properties.signature.properties.payload, data: data5 }];
                          return false;
                        }
                        var valid2 = _errs10 === errors;
                      } else {
                        var valid2 = true;
                      }
                      if (valid2) {
                        if (data4.armored !== void 0) {
                          let data6 = data4.armored;
                          const _errs12 = errors;
                          if (typeof data6 !== "string") {
                            validate64.errors = [{ instancePath: instancePath + "/signature/armored", schemaPath: "#/properties/signature/properties/armored/type", keyword: "type", params: { type: "string" }, schema: schema25.properties.signature.properties.armored.type, parentSchema: schema25.properties.signature.properties.armored, data: data6 }];
                            return false;
                          }
                          var valid2 = _errs12 === errors;
                        } else {
                          var valid2 = true;
                        }
                      }
                    }
                  }
                }
                var valid0 = _errs8 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    }
  }
  validate64.errors = vErrors;
  return errors === 0;
}
validate64.evaluated = { "props": { "parents": true, "committedAt": true, "parentsOnMain": true, "signature": true }, "dynamicProps": false, "dynamicItems": false };
var schema26 = { "title": "Merge", "description": "the merge commit; null: there is none", "type": ["object", "null"], "required": ["sha", "parents", "file", "signedByGitHub", "onMainline"], "properties": { "sha": { "title": "Commit", "description": "its id", "type": "string" }, "parents": { "title": "Parents", "description": "its parents, each with the file", "type": "array", "items": { "title": "Parent", "description": "one parent", "type": "object", "required": ["sha", "file"], "properties": { "sha": { "title": "Commit", "description": "its id", "type": "string" }, "file": { "title": "File", "description": "the file there", "$ref": "#/$defs/file" } } } }, "file": { "title": "File", "description": "the file after the merge", "$ref": "#/$defs/file" }, "signedByGitHub": { "title": "Signed by GitHub", "description": "true if GitHub signed it; null: not known", "type": ["boolean", "null"] }, "onMainline": { "title": "On the mainline", "description": "true if it is on the default branch's first-parent line; null: not known", "type": ["boolean", "null"] } } };
function validate67(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate67.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate67.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema26.type }, schema: schema26.type, parentSchema: schema26, data }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.sha === void 0 && (missing0 = "sha") || data.parents === void 0 && (missing0 = "parents") || data.file === void 0 && (missing0 = "file") || data.signedByGitHub === void 0 && (missing0 = "signedByGitHub") || data.onMainline === void 0 && (missing0 = "onMainline")) {
        validate67.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, schema: schema26.required, parentSchema: schema26, data }];
        return false;
      } else {
        if (data.sha !== void 0) {
          let data0 = data.sha;
          const _errs1 = errors;
          if (typeof data0 !== "string") {
            validate67.errors = [{ instancePath: instancePath + "/sha", schemaPath: "#/properties/sha/type", keyword: "type", params: { type: "string" }, schema: schema26.properties.sha.type, parentSchema: schema26.properties.sha, data: data0 }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.parents !== void 0) {
            let data1 = data.parents;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (Array.isArray(data1)) {
                var valid1 = true;
                const len0 = data1.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  let data2 = data1[i0];
                  const _errs5 = errors;
                  if (errors === _errs5) {
                    if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
                      let missing1;
                      if (data2.sha === void 0 && (missing1 = "sha") || data2.file === void 0 && (missing1 = "file")) {
                        validate67.errors = [{ instancePath: instancePath + "/parents/" + i0, schemaPath: "#/properties/parents/items/required", keyword: "required", params: { missingProperty: missing1 }, schema: schema26.properties.parents.items.required, parentSchema: schema26.properties.parents.items, data: data2 }];
                        return false;
                      } else {
                        if (data2.sha !== void 0) {
                          let data3 = data2.sha;
                          const _errs7 = errors;
                          if (typeof data3 !== "string") {
                            validate67.errors = [{ instancePath: instancePath + "/parents/" + i0 + "/sha", schemaPath: "#/properties/parents/items/properties/sha/type", keyword: "type", params: { type: "string" }, schema: schema26.properties.parents.items.properties.sha.type, parentSchema: schema26.properties.parents.items.properties.sha, data: data3 }];
                            return false;
                          }
                          var valid2 = _errs7 === errors;
                        } else {
                          var valid2 = true;
                        }
                        if (valid2) {
                          if (data2.file !== void 0) {
                            const _errs9 = errors;
                            if (!validate53(data2.file, { instancePath: instancePath + "/parents/" + i0 + "/file", parentData: data2, parentDataProperty: "file", rootData, dynamicAnchors })) {
                              vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
                              errors = vErrors.length;
                            }
                            var valid2 = _errs9 === errors;
                          } else {
                            var valid2 = true;
                          }
                        }
                      }
                    } else {
                      validate67.errors = [{ instancePath: instancePath + "/parents/" + i0, schemaPath: "#/properties/parents/items/type", keyword: "type", params: { type: "object" }, schema: schema26.properties.parents.items.type, parentSchema: schema26.properties.parents.items, data: data2 }];
                      return false;
                    }
                  }
                  var valid1 = _errs5 === errors;
                  if (!valid1) {
                    break;
                  }
                }
              } else {
                validate67.errors = [{ instancePath: instancePath + "/parents", schemaPath: "#/properties/parents/type", keyword: "type", params: { type: "array" }, schema: schema26.properties.parents.type, parentSchema: schema26.properties.parents, data: data1 }];
                return false;
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.file !== void 0) {
              const _errs10 = errors;
              if (!validate53(data.file, { instancePath: instancePath + "/file", parentData: data, parentDataProperty: "file", rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
                errors = vErrors.length;
              }
              var valid0 = _errs10 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.signedByGitHub !== void 0) {
                let data6 = data.signedByGitHub;
                const _errs11 = errors;
                if (typeof data6 !== "boolean" && data6 !== null) {
                  validate67.errors = [{ instancePath: instancePath + "/signedByGitHub", schemaPath: "#/properties/signedByGitHub/type", keyword: "type", params: { type: schema26.properties.signedByGitHub.type }, schema: schema26.properties.signedByGitHub.type, parentSchema: schema26.properties.signedByGitHub, data: data6 }];
                  return false;
                }
                var valid0 = _errs11 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.onMainline !== void 0) {
                  let data7 = data.onMainline;
                  const _errs13 = errors;
                  if (typeof data7 !== "boolean" && data7 !== null) {
                    validate67.errors = [{ instancePath: instancePath + "/onMainline", schemaPath: "#/properties/onMainline/type", keyword: "type", params: { type: schema26.properties.onMainline.type }, schema: schema26.properties.onMainline.type, parentSchema: schema26.properties.onMainline, data: data7 }];
                    return false;
                  }
                  var valid0 = _errs13 === errors;
                } else {
                  var valid0 = true;
                }
              }
            }
          }
        }
      }
    }
  }
  validate67.errors = vErrors;
  return errors === 0;
}
validate67.evaluated = { "props": { "sha": true, "parents": true, "file": true, "signedByGitHub": true, "onMainline": true }, "dynamicProps": false, "dynamicItems": false };
var schema27 = { "title": "Commit", "description": "one commit of the pull request", "type": "object", "required": ["sha", "authors", "authorCount", "committer", "signature"], "properties": { "sha": { "title": "Commit", "description": "its id", "type": "string" }, "authors": { "title": "Authors", "description": "authors and co-authors; null: the address belongs to no account", "type": "array", "items": { "$ref": "#/$defs/integerOrNull" } }, "authorCount": { "title": "Author count", "description": "the number of authors and co-authors", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "committer": { "title": "Committer", "description": "a number, github, or null: who committed", "type": ["integer", "string", "null"], "minimum": -9007199254740991, "maximum": 9007199254740991, "pattern": "^github$" }, "signature": { "title": "Signature", "description": "GitHub's verification of the signature; null: unsigned", "type": ["object", "null"], "required": ["valid", "signer"], "properties": { "valid": { "title": "Valid", "description": "true if it is valid; null: not known", "type": ["boolean", "null"] }, "signer": { "title": "Signer", "description": "a number, github, or null: who signed", "type": ["integer", "string", "null"], "minimum": -9007199254740991, "maximum": 9007199254740991, "pattern": "^github$" } } } } };
var schema28 = { "title": "Whole number or null", "description": "a whole number, or null", "type": ["integer", "null"], "minimum": -9007199254740991, "maximum": 9007199254740991 };
function validate72(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate72.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (!(typeof data == "number" && (!(data % 1) && !isNaN(data)) && isFinite(data)) && data !== null) {
    validate72.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema28.type }, schema: schema28.type, parentSchema: schema28, data }];
    return false;
  }
  if (errors === 0) {
    if (typeof data == "number" && isFinite(data)) {
      if (data > 9007199254740991 || isNaN(data)) {
        validate72.errors = [{ instancePath, schemaPath: "#/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema28, data }];
        return false;
      } else {
        if (data < -9007199254740991 || isNaN(data)) {
          validate72.errors = [{ instancePath, schemaPath: "#/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, schema: -9007199254740991, parentSchema: schema28, data }];
          return false;
        }
      }
    }
  }
  validate72.errors = vErrors;
  return errors === 0;
}
validate72.evaluated = { "dynamicProps": false, "dynamicItems": false };
var pattern5 = new RegExp("^github$", "u");
function validate71(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate71.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.sha === void 0 && (missing0 = "sha") || data.authors === void 0 && (missing0 = "authors") || data.authorCount === void 0 && (missing0 = "authorCount") || data.committer === void 0 && (missing0 = "committer") || data.signature === void 0 && (missing0 = "signature")) {
        validate71.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, schema: schema27.required, parentSchema: schema27, data }];
        return false;
      } else {
        if (data.sha !== void 0) {
          let data0 = data.sha;
          const _errs1 = errors;
          if (typeof data0 !== "string") {
            validate71.errors = [{ instancePath: instancePath + "/sha", schemaPath: "#/properties/sha/type", keyword: "type", params: { type: "string" }, schema: schema27.properties.sha.type, parentSchema: schema27.properties.sha, data: data0 }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.authors !== void 0) {
            let data1 = data.authors;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (Array.isArray(data1)) {
                var valid1 = true;
                const len0 = data1.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  const _errs5 = errors;
                  if (!validate72(data1[i0], { instancePath: instancePath + "/authors/" + i0, parentData: data1, parentDataProperty: i0, rootData, dynamicAnchors })) {
                    vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors);
                    errors = vErrors.length;
                  }
                  var valid1 = _errs5 === errors;
                  if (!valid1) {
                    break;
                  }
                }
              } else {
                validate71.errors = [{ instancePath: instancePath + "/authors", schemaPath: "#/properties/authors/type", keyword: "type", params: { type: "array" }, schema: schema27.properties.authors.type, parentSchema: schema27.properties.authors, data: data1 }];
                return false;
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.authorCount !== void 0) {
              let data3 = data.authorCount;
              const _errs6 = errors;
              if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
                validate71.errors = [{ instancePath: instancePath + "/authorCount", schemaPath: "#/properties/authorCount/type", keyword: "type", params: { type: "integer" }, schema: schema27.properties.authorCount.type, parentSchema: schema27.properties.authorCount, data: data3 }];
                return false;
              }
              if (errors === _errs6) {
                if (typeof data3 == "number" && isFinite(data3)) {
                  if (data3 > 9007199254740991 || isNaN(data3)) {
                    validate71.errors = [{ instancePath: instancePath + "/authorCount", schemaPath: "#/properties/authorCount/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema27.properties.authorCount, data: data3 }];
                    return false;
                  } else {
                    if (data3 < -9007199254740991 || isNaN(data3)) {
                      validate71.errors = [{ instancePath: instancePath + "/authorCount", schemaPath: "#/properties/authorCount/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, schema: -9007199254740991, parentSchema: schema27.properties.authorCount, data: data3 }];
                      return false;
                    }
                  }
                }
              }
              var valid0 = _errs6 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.committer !== void 0) {
                let data4 = data.committer;
                const _errs8 = errors;
                if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4)) && typeof data4 !== "string" && data4 !== null) {
                  validate71.errors = [{ instancePath: instancePath + "/committer", schemaPath: "#/properties/committer/type", keyword: "type", params: { type: schema27.properties.committer.type }, schema: schema27.properties.committer.type, parentSchema: schema27.properties.committer, data: data4 }];
                  return false;
                }
                if (errors === _errs8) {
                  if (typeof data4 == "number" && isFinite(data4)) {
                    if (data4 > 9007199254740991 || isNaN(data4)) {
                      validate71.errors = [{ instancePath: instancePath + "/committer", schemaPath: "#/properties/committer/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema27.properties.committer, data: data4 }];
                      return false;
                    } else {
                      if (data4 < -9007199254740991 || isNaN(data4)) {
                        validate71.errors = [{ instancePath: instancePath + "/committer", schemaPath: "#/properties/committer/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, schema: -9007199254740991, parentSchema: schema27.properties.committer, data: data4 }];
                        return false;
                      }
                    }
                  }
                  if (errors === _errs8) {
                    if (typeof data4 === "string") {
                      if (!pattern5.test(data4)) {
                        validate71.errors = [{ instancePath: instancePath + "/committer", schemaPath: "#/properties/committer/pattern", keyword: "pattern", params: { pattern: "^github$" }, schema: "^github$", parentSchema: schema27.properties.committer, data: data4 }];
                        return false;
                      }
                    }
                  }
                }
                var valid0 = _errs8 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.signature !== void 0) {
                  let data5 = data.signature;
                  const _errs10 = errors;
                  if (!(data5 && typeof data5 == "object" && !Array.isArray(data5)) && data5 !== null) {
                    validate71.errors = [{ instancePath: instancePath + "/signature", schemaPath: "#/properties/signature/type", keyword: "type", params: { type: schema27.properties.signature.type }, schema: schema27.properties.signature.type, parentSchema: schema27.properties.signature, data: data5 }];
                    return false;
                  }
                  if (errors === _errs10) {
                    if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
                      let missing1;
                      if (data5.valid === void 0 && (missing1 = "valid") || data5.signer === void 0 && (missing1 = "signer")) {
                        validate71.errors = [{ instancePath: instancePath + "/signature", schemaPath: "#/properties/signature/required", keyword: "required", params: { missingProperty: missing1 }, schema: schema27.properties.signature.required, parentSchema: schema27.properties.signature, data: data5 }];
                        return false;
                      } else {
                        if (data5.valid !== void 0) {
                          let data6 = data5.valid;
                          const _errs12 = errors;
                          if (typeof data6 !== "boolean" && data6 !== null) {
                            validate71.errors = [{ instancePath: instancePath + "/signature/valid", schemaPath: "#/properties/signature/properties/valid/type", keyword: "type", params: { type: schema27.properties.signature.properties.valid.type }, schema: schema27.properties.signature.properties.valid.type, parentSchema: schema27.properties.signature.properties.valid, data: data6 }];
                            return false;
                          }
                          var valid2 = _errs12 === errors;
                        } else {
                          var valid2 = true;
                        }
                        if (valid2) {
                          if (data5.signer !== void 0) {
                            let data7 = data5.signer;
                            const _errs14 = errors;
                            if (!(typeof data7 == "number" && (!(data7 % 1) && !isNaN(data7)) && isFinite(data7)) && typeof data7 !== "string" && data7 !== null) {
                              validate71.errors = [{ instancePath: instancePath + "/signature/signer", schemaPath: "#/properties/signature/properties/signer/type", keyword: "type", params: { type: schema27.properties.signature.properties.signer.type }, schema: schema27.properties.signature.properties.signer.type, parentSchema: schema27.properties.signature.properties.signer, data: data7 }];
                              return false;
                            }
                            if (errors === _errs14) {
                              if (typeof data7 == "number" && isFinite(data7)) {
                                if (data7 > 9007199254740991 || isNaN(data7)) {
                                  validate71.errors = [{ instancePath: instancePath + "/signature/signer", schemaPath: "#/properties/signature/properties/signer/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema27.properties.signature.properties.signer, data: data7 }];
                                  return false;
                                } else {
                                  if (data7 < -9007199254740991 || isNaN(data7)) {
                                    validate71.errors = [{ instancePath: instancePath + "/signature/signer", schemaPath: "#/properties/signature/properties/signer/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, schema: -9007199254740991, parentSchema: schema27.properties.signature.properties.signer, data: data7 }];
                                    return false;
                                  }
                                }
                              }
                              if (errors === _errs14) {
                                if (typeof data7 === "string") {
                                  if (!pattern5.test(data7)) {
                                    validate71.errors = [{ instancePath: instancePath + "/signature/signer", schemaPath: "#/properties/signature/properties/signer/pattern", keyword: "pattern", params: { pattern: "^github$" }, schema: "^github$", parentSchema: schema27.properties.signature.properties.signer, data: data7 }];
                                    return false;
                                  }
                                }
                              }
                            }
                            var valid2 = _errs14 === errors;
                          } else {
                            var valid2 = true;
                          }
                        }
                      }
                    }
                  }
                  var valid0 = _errs10 === errors;
                } else {
                  var valid0 = true;
                }
              }
            }
          }
        }
      }
    } else {
      validate71.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema27.type, parentSchema: schema27, data }];
      return false;
    }
  }
  validate71.errors = vErrors;
  return errors === 0;
}
validate71.evaluated = { "props": { "sha": true, "authors": true, "authorCount": true, "committer": true, "signature": true }, "dynamicProps": false, "dynamicItems": false };
var schema29 = { "title": "Review", "description": "one review", "type": "object", "required": ["id", "state", "submittedAt", "commit", "author"], "properties": { "id": { "title": "Id", "description": "its id", "type": "string" }, "state": { "title": "State", "description": "the opinion; the rules judge one that this version does not know", "type": "string" }, "submittedAt": { "title": "Submitted at", "description": "the time of its submission; null: not known", "$ref": "#/$defs/instantOrNull" }, "commit": { "title": "Commit", "description": "the reviewed commit; null: not known", "type": ["string", "null"] }, "author": { "title": "Author", "description": "the reviewer's account", "$ref": "#/$defs/account" }, "dismissal": { "title": "Dismissal", "description": "only of a dismissed review: the dismissal; null: not known", "type": ["object", "null"], "required": ["at", "was"], "properties": { "at": { "title": "At", "description": "its time", "$ref": "#/$defs/instant" }, "was": { "title": "Was", "description": "the opinion until then", "type": "string" } } } } };
function validate77(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate77.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.id === void 0 && (missing0 = "id") || data.state === void 0 && (missing0 = "state") || data.submittedAt === void 0 && (missing0 = "submittedAt") || data.commit === void 0 && (missing0 = "commit") || data.author === void 0 && (missing0 = "author")) {
        validate77.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, schema: schema29.required, parentSchema: schema29, data }];
        return false;
      } else {
        if (data.id !== void 0) {
          let data0 = data.id;
          const _errs1 = errors;
          if (typeof data0 !== "string") {
            validate77.errors = [{ instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" }, schema: schema29.properties.id.type, parentSchema: schema29.properties.id, data: data0 }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.state !== void 0) {
            let data1 = data.state;
            const _errs3 = errors;
            if (typeof data1 !== "string") {
              validate77.errors = [{ instancePath: instancePath + "/state", schemaPath: "#/properties/state/type", keyword: "type", params: { type: "string" }, schema: schema29.properties.state.type, parentSchema: schema29.properties.state, data: data1 }];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.submittedAt !== void 0) {
              const _errs5 = errors;
              if (!validate61(data.submittedAt, { instancePath: instancePath + "/submittedAt", parentData: data, parentDataProperty: "submittedAt", rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
                errors = vErrors.length;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.commit !== void 0) {
                let data3 = data.commit;
                const _errs6 = errors;
                if (typeof data3 !== "string" && data3 !== null) {
                  validate77.errors = [{ instancePath: instancePath + "/commit", schemaPath: "#/properties/commit/type", keyword: "type", params: { type: schema29.properties.commit.type }, schema: schema29.properties.commit.type, parentSchema: schema29.properties.commit, data: data3 }];
                  return false;
                }
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.author !== void 0) {
                  const _errs8 = errors;
                  if (!validate56(data.author, { instancePath: instancePath + "/author", parentData: data, parentDataProperty: "author", rootData, dynamicAnchors })) {
                    vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
                    errors = vErrors.length;
                  }
                  var valid0 = _errs8 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.dismissal !== void 0) {
                    let data5 = data.dismissal;
                    const _errs9 = errors;
                    if (!(data5 && typeof data5 == "object" && !Array.isArray(data5)) && data5 !== null) {
                      validate77.errors = [{ instancePath: instancePath + "/dismissal", schemaPath: "#/properties/dismissal/type", keyword: "type", params: { type: schema29.properties.dismissal.type }, schema: schema29.properties.dismissal.type, parentSchema: schema29.properties.dismissal, data: data5 }];
                      return false;
                    }
                    if (errors === _errs9) {
                      if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
                        let missing1;
                        if (data5.at === void 0 && (missing1 = "at") || data5.was === void 0 && (missing1 = "was")) {
                          validate77.errors = [{ instancePath: instancePath + "/dismissal", schemaPath: "#/properties/dismissal/required", keyword: "required", params: { missingProperty: missing1 }, schema: schema29.properties.dismissal.required, parentSchema: schema29.properties.dismissal, data: data5 }];
                          return false;
                        } else {
                          if (data5.at !== void 0) {
                            const _errs11 = errors;
                            if (!validate59(data5.at, { instancePath: instancePath + "/dismissal/at", parentData: data5, parentDataProperty: "at", rootData, dynamicAnchors })) {
                              vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
                              errors = vErrors.length;
                            }
                            var valid1 = _errs11 === errors;
                          } else {
                            var valid1 = true;
                          }
                          if (valid1) {
                            if (data5.was !== void 0) {
                              let data7 = data5.was;
                              const _errs12 = errors;
                              if (typeof data7 !== "string") {
                                validate77.errors = [{ instancePath: instancePath + "/dismissal/was", schemaPath: "#/properties/dismissal/properties/was/type", keyword: "type", params: { type: "string" }, schema: schema29.properties.dismissal.properties.was.type, parentSchema: schema29.properties.dismissal.properties.was, data: data7 }];
                                return false;
                              }
                              var valid1 = _errs12 === errors;
                            } else {
                              var valid1 = true;
                            }
                          }
                        }
                      }
                    }
                    var valid0 = _errs9 === errors;
                  } else {
                    var valid0 = true;
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate77.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema29.type, parentSchema: schema29, data }];
      return false;
    }
  }
  validate77.errors = vErrors;
  return errors === 0;
}
validate77.evaluated = { "props": { "id": true, "state": true, "submittedAt": true, "commit": true, "author": true, "dismissal": true }, "dynamicProps": false, "dynamicItems": false };
function validate55(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate55.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate55.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema21.type }, schema: schema21.type, parentSchema: schema21, data }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.number === void 0 && (missing0 = "number") || data.url === void 0 && (missing0 = "url") || data.state === void 0 && (missing0 = "state") || data.author === void 0 && (missing0 = "author") || data.mergedBy === void 0 && (missing0 = "mergedBy") || data.createdAt === void 0 && (missing0 = "createdAt") || data.mergedAt === void 0 && (missing0 = "mergedAt") || data.base === void 0 && (missing0 = "base") || data.head === void 0 && (missing0 = "head") || data.merge === void 0 && (missing0 = "merge") || data.changedFiles === void 0 && (missing0 = "changedFiles") || data.files === void 0 && (missing0 = "files") || data.commitCount === void 0 && (missing0 = "commitCount") || data.commits === void 0 && (missing0 = "commits") || data.pushers === void 0 && (missing0 = "pushers") || data.retargeted === void 0 && (missing0 = "retargeted") || data.retargetCount === void 0 && (missing0 = "retargetCount") || data.reviewCount === void 0 && (missing0 = "reviewCount") || data.reviews === void 0 && (missing0 = "reviews")) {
        validate55.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, schema: schema21.required, parentSchema: schema21, data }];
        return false;
      } else {
        if (data.number !== void 0) {
          let data0 = data.number;
          const _errs1 = errors;
          if (!(typeof data0 == "number" && (!(data0 % 1) && !isNaN(data0)) && isFinite(data0))) {
            validate55.errors = [{ instancePath: instancePath + "/number", schemaPath: "#/properties/number/type", keyword: "type", params: { type: "integer" }, schema: schema21.properties.number.type, parentSchema: schema21.properties.number, data: data0 }];
            return false;
          }
          if (errors === _errs1) {
            if (typeof data0 == "number" && isFinite(data0)) {
              if (data0 > 9007199254740991 || isNaN(data0)) {
                validate55.errors = [{ instancePath: instancePath + "/number", schemaPath: "#/properties/number/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema21.properties.number, data: data0 }];
                return false;
              } else {
                if (data0 < -9007199254740991 || isNaN(data0)) {
                  validate55.errors = [{ instancePath: instancePath + "/number", schemaPath: "#/properties/number/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, schema: -9007199254740991, parentSchema: schema21.properties.number, data: data0 }];
                  return false;
                }
              }
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.url !== void 0) {
            let data1 = data.url;
            const _errs3 = errors;
            if (typeof data1 !== "string") {
              validate55.errors = [{ instancePath: instancePath + "/url", schemaPath: "#/properties/url/type", keyword: "type", params: { type: "string" }, schema: schema21.properties.url.type, parentSchema: schema21.properties.url, data: data1 }];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.state !== void 0) {
              let data2 = data.state;
              const _errs5 = errors;
              if (!(data2 === "open" || data2 === "closed" || data2 === "merged")) {
                validate55.errors = [{ instancePath: instancePath + "/state", schemaPath: "#/properties/state/enum", keyword: "enum", params: { allowedValues: schema21.properties.state.enum }, schema: schema21.properties.state.enum, parentSchema: schema21.properties.state, data: data2 }];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.author !== void 0) {
                const _errs6 = errors;
                if (!validate56(data.author, { instancePath: instancePath + "/author", parentData: data, parentDataProperty: "author", rootData, dynamicAnchors })) {
                  vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
                  errors = vErrors.length;
                }
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.mergedBy !== void 0) {
                  const _errs7 = errors;
                  if (!validate56(data.mergedBy, { instancePath: instancePath + "/mergedBy", parentData: data, parentDataProperty: "mergedBy", rootData, dynamicAnchors })) {
                    vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
                    errors = vErrors.length;
                  }
                  var valid0 = _errs7 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.createdAt !== void 0) {
                    const _errs8 = errors;
                    if (!validate59(data.createdAt, { instancePath: instancePath + "/createdAt", parentData: data, parentDataProperty: "createdAt", rootData, dynamicAnchors })) {
                      vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
                      errors = vErrors.length;
                    }
                    var valid0 = _errs8 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.mergedAt !== void 0) {
                      const _errs9 = errors;
                      if (!validate61(data.mergedAt, { instancePath: instancePath + "/mergedAt", parentData: data, parentDataProperty: "mergedAt", rootData, dynamicAnchors })) {
                        vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
                        errors = vErrors.length;
                      }
                      var valid0 = _errs9 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.base !== void 0) {
                        let data7 = data.base;
                        const _errs10 = errors;
                        if (typeof data7 !== "string") {
                          validate55.errors = [{ instancePath: instancePath + "/base", schemaPath: "#/properties/base/type", keyword: "type", params: { type: "string" }, schema: schema21.properties.base.type, parentSchema: schema21.properties.base, data: data7 }];
                          return false;
                        }
                        var valid0 = _errs10 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.head !== void 0) {
                          let data8 = data.head;
                          const _errs12 = errors;
                          if (errors === _errs12) {
                            if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
                              let missing1;
                              if (data8.sha === void 0 && (missing1 = "sha") || data8.repository === void 0 && (missing1 = "repository") || data8.file === void 0 && (missing1 = "file") || data8.commit === void 0 && (missing1 = "commit")) {
                                validate55.errors = [{ instancePath: instancePath + "/head", schemaPath: "#/properties/head/required", keyword: "required", params: { missingProperty: missing1 }, schema: schema21.properties.head.required, parentSchema: schema21.properties.head, data: data8 }];
                                return false;
                              } else {
                                if (data8.sha !== void 0) {
                                  let data9 = data8.sha;
                                  const _errs14 = errors;
                                  if (typeof data9 !== "string") {
                                    validate55.errors = [{ instancePath: instancePath + "/head/sha", schemaPath: "#/properties/head/properties/sha/type", keyword: "type", params: { type: "string" }, schema: schema21.properties.head.properties.sha.type, parentSchema: schema21.properties.head.properties.sha, data: data9 }];
                                    return false;
                                  }
                                  var valid1 = _errs14 === errors;
                                } else {
                                  var valid1 = true;
                                }
                                if (valid1) {
                                  if (data8.repository !== void 0) {
                                    let data10 = data8.repository;
                                    const _errs16 = errors;
                                    if (!(typeof data10 == "number" && (!(data10 % 1) && !isNaN(data10)) && isFinite(data10)) && data10 !== null) {
                                      validate55.errors = [{ instancePath: instancePath + "/head/repository", schemaPath: "#/properties/head/properties/repository/type", keyword: "type", params: { type: schema21.properties.head.properties.repository.type }, schema: schema21.properties.head.properties.repository.type, parentSchema: schema21.properties.head.properties.repository, data: data10 }];
                                      return false;
                                    }
                                    if (errors === _errs16) {
                                      if (typeof data10 == "number" && isFinite(data10)) {
                                        if (data10 > 9007199254740991 || isNaN(data10)) {
                                          validate55.errors = [{ instancePath: instancePath + "/head/repository", schemaPath: "#/properties/head/properties/repository/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema21.properties.head.properties.repository, data: data10 }];
                                          return false;
                                        } else {
                                          if (data10 < -9007199254740991 || isNaN(data10)) {
                                            validate55.errors = [{ instancePath: instancePath + "/head/repository", schemaPath: "#/properties/head/properties/repository/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, schema: -9007199254740991, parentSchema: schema21.properties.head.properties.repository, data: data10 }];
                                            return false;
                                          }
                                        }
                                      }
                                    }
                                    var valid1 = _errs16 === errors;
                                  } else {
                                    var valid1 = true;
                                  }
                                  if (valid1) {
                                    if (data8.file !== void 0) {
                                      const _errs18 = errors;
                                      if (!validate53(data8.file, { instancePath: instancePath + "/head/file", parentData: data8, parentDataProperty: "file", rootData, dynamicAnchors })) {
                                        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
                                        errors = vErrors.length;
                                      }
                                      var valid1 = _errs18 === errors;
                                    } else {
                                      var valid1 = true;
                                    }
                                    if (valid1) {
                                      if (data8.commit !== void 0) {
                                        const _errs19 = errors;
                                        if (!validate64(data8.commit, { instancePath: instancePath + "/head/commit", parentData: data8, parentDataProperty: "commit", rootData, dynamicAnchors })) {
                                          vErrors = vErrors === null ? validate64.errors : vErrors.concat(validate64.errors);
                                          errors = vErrors.length;
                                        }
                                        var valid1 = _errs19 === errors;
                                      } else {
                                        var valid1 = true;
                                      }
                                    }
                                  }
                                }
                              }
                            } else {
                              validate55.errors = [{ instancePath: instancePath + "/head", schemaPath: "#/properties/head/type", keyword: "type", params: { type: "object" }, schema: schema21.properties.head.type, parentSchema: schema21.properties.head, data: data8 }];
                              return false;
                            }
                          }
                          var valid0 = _errs12 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.merge !== void 0) {
                            const _errs20 = errors;
                            if (!validate67(data.merge, { instancePath: instancePath + "/merge", parentData: data, parentDataProperty: "merge", rootData, dynamicAnchors })) {
                              vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
                              errors = vErrors.length;
                            }
                            var valid0 = _errs20 === errors;
                          } else {
                            var valid0 = true;
                          }
                          if (valid0) {
                            if (data.changedFiles !== void 0) {
                              let data14 = data.changedFiles;
                              const _errs21 = errors;
                              if (!(typeof data14 == "number" && (!(data14 % 1) && !isNaN(data14)) && isFinite(data14))) {
                                validate55.errors = [{ instancePath: instancePath + "/changedFiles", schemaPath: "#/properties/changedFiles/type", keyword: "type", params: { type: "integer" }, schema: schema21.properties.changedFiles.type, parentSchema: schema21.properties.changedFiles, data: data14 }];
                                return false;
                              }
                              if (errors === _errs21) {
                                if (typeof data14 == "number" && isFinite(data14)) {
                                  if (data14 > 9007199254740991 || isNaN(data14)) {
                                    validate55.errors = [{ instancePath: instancePath + "/changedFiles", schemaPath: "#/properties/changedFiles/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema21.properties.changedFiles, data: data14 }];
                                    return false;
                                  } else {
                                    if (data14 < -9007199254740991 || isNaN(data14)) {
                                      validate55.errors = [{ instancePath: instancePath + "/changedFiles", schemaPath: "#/properties/changedFiles/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, schema: -9007199254740991, parentSchema: schema21.properties.changedFiles, data: data14 }];
                                      return false;
                                    }
                                  }
                                }
                              }
                              var valid0 = _errs21 === errors;
                            } else {
                              var valid0 = true;
                            }
                            if (valid0) {
                              if (data.files !== void 0) {
                                let data15 = data.files;
                                const _errs23 = errors;
                                if (errors === _errs23) {
                                  if (Array.isArray(data15)) {
                                    var valid2 = true;
                                    const len0 = data15.length;
                                    for (let i0 = 0; i0 < len0; i0++) {
                                      let data16 = data15[i0];
                                      const _errs25 = errors;
                                      if (errors === _errs25) {
                                        if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
                                          let missing2;
                                          if (data16.path === void 0 && (missing2 = "path") || data16.change === void 0 && (missing2 = "change")) {
                                            validate55.errors = [{ instancePath: instancePath + "/files/" + i0, schemaPath: "#/properties/files/items/required", keyword: "required", params: { missingProperty: missing2 }, schema: schema21.properties.files.items.required, parentSchema: schema21.properties.files.items, data: data16 }];
                                            return false;
                                          } else {
                                            if (data16.path !== void 0) {
                                              let data17 = data16.path;
                                              const _errs27 = errors;
                                              if (typeof data17 !== "string") {
                                                validate55.errors = [{ instancePath: instancePath + "/files/" + i0 + "/path", schemaPath: "#/properties/files/items/properties/path/type", keyword: "type", params: { type: "string" }, schema: schema21.properties.files.items.properties.path.type, parentSchema: schema21.properties.files.items.properties.path, data: data17 }];
                                                return false;
                                              }
                                              var valid3 = _errs27 === errors;
                                            } else {
                                              var valid3 = true;
                                            }
                                            if (valid3) {
                                              if (data16.change !== void 0) {
                                                let data18 = data16.change;
                                                const _errs29 = errors;
                                                if (typeof data18 !== "string") {
                                                  validate55.errors = [{ instancePath: instancePath + "/files/" + i0 + "/change", schemaPath: "#/properties/files/items/properties/change/type", keyword: "type", params: { type: "string" }, schema: schema21.properties.files.items.properties.change.type, parentSchema: schema21.properties.files.items.properties.change, data: data18 }];
                                                  return false;
                                                }
                                                var valid3 = _errs29 === errors;
                                              } else {
                                                var valid3 = true;
                                              }
                                            }
                                          }
                                        } else {
                                          validate55.errors = [{ instancePath: instancePath + "/files/" + i0, schemaPath: "#/properties/files/items/type", keyword: "type", params: { type: "object" }, schema: schema21.properties.files.items.type, parentSchema: schema21.properties.files.items, data: data16 }];
                                          return false;
                                        }
                                      }
                                      var valid2 = _errs25 === errors;
                                      if (!valid2) {
                                        break;
                                      }
                                    }
                                  } else {
                                    validate55.errors = [{ instancePath: instancePath + "/files", schemaPath: "#/properties/files/type", keyword: "type", params: { type: "array" }, schema: schema21.properties.files.type, parentSchema: schema21.properties.files, data: data15 }];
                                    return false;
                                  }
                                }
                                var valid0 = _errs23 === errors;
                              } else {
                                var valid0 = true;
                              }
                              if (valid0) {
                                if (data.commitCount !== void 0) {
                                  let data19 = data.commitCount;
                                  const _errs31 = errors;
                                  if (!(typeof data19 == "number" && (!(data19 % 1) && !isNaN(data19)) && isFinite(data19))) {
                                    validate55.errors = [{ instancePath: instancePath + "/commitCount", schemaPath: "#/properties/commitCount/type", keyword: "type", params: { type: "integer" }, schema: schema21.properties.commitCount.type, parentSchema: schema21.properties.commitCount, data: data19 }];
                                    return false;
                                  }
                                  if (errors === _errs31) {
                                    if (typeof data19 == "number" && isFinite(data19)) {
                                      if (data19 > 9007199254740991 || isNaN(data19)) {
                                        validate55.errors = [{ instancePath: instancePath + "/commitCount", schemaPath: "#/properties/commitCount/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema21.properties.commitCount, data: data19 }];
                                        return false;
                                      } else {
                                        if (data19 < -9007199254740991 || isNaN(data19)) {
                                          validate55.errors = [{ instancePath: instancePath + "/commitCount", schemaPath: "#/properties/commitCount/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, schema: -9007199254740991, parentSchema: schema21.properties.commitCount, data: data19 }];
                                          return false;
                                        }
                                      }
                                    }
                                  }
                                  var valid0 = _errs31 === errors;
                                } else {
                                  var valid0 = true;
                                }
                                if (valid0) {
                                  if (data.commits !== void 0) {
                                    let data20 = data.commits;
                                    const _errs33 = errors;
                                    if (errors === _errs33) {
                                      if (Array.isArray(data20)) {
                                        var valid4 = true;
                                        const len1 = data20.length;
                                        for (let i1 = 0; i1 < len1; i1++) {
                                          const _errs35 = errors;
                                          if (!validate71(data20[i1], { instancePath: instancePath + "/commits/" + i1, parentData: data20, parentDataProperty: i1, rootData, dynamicAnchors })) {
                                            vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors);
                                            errors = vErrors.length;
                                          }
                                          var valid4 = _errs35 === errors;
                                          if (!valid4) {
                                            break;
                                          }
                                        }
                                      } else {
                                        validate55.errors = [{ instancePath: instancePath + "/commits", schemaPath: "#/properties/commits/type", keyword: "type", params: { type: "array" }, schema: schema21.properties.commits.type, parentSchema: schema21.properties.commits, data: data20 }];
                                        return false;
                                      }
                                    }
                                    var valid0 = _errs33 === errors;
                                  } else {
                                    var valid0 = true;
                                  }
                                  if (valid0) {
                                    if (data.pushers !== void 0) {
                                      let data22 = data.pushers;
                                      const _errs36 = errors;
                                      if (!Array.isArray(data22) && data22 !== null) {
                                        validate55.errors = [{ instancePath: instancePath + "/pushers", schemaPath: "#/properties/pushers/type", keyword: "type", params: { type: schema21.properties.pushers.type }, schema: schema21.properties.pushers.type, parentSchema: schema21.properties.pushers, data: data22 }];
                                        return false;
                                      }
                                      if (errors === _errs36) {
                                        if (Array.isArray(data22)) {
                                          var valid5 = true;
                                          const len2 = data22.length;
                                          for (let i2 = 0; i2 < len2; i2++) {
                                            const _errs38 = errors;
                                            if (!validate72(data22[i2], { instancePath: instancePath + "/pushers/" + i2, parentData: data22, parentDataProperty: i2, rootData, dynamicAnchors })) {
                                              vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors);
                                              errors = vErrors.length;
                                            }
                                            var valid5 = _errs38 === errors;
                                            if (!valid5) {
                                              break;
                                            }
                                          }
                                        }
                                      }
                                      var valid0 = _errs36 === errors;
                                    } else {
                                      var valid0 = true;
                                    }
                                    if (valid0) {
                                      if (data.retargeted !== void 0) {
                                        let data24 = data.retargeted;
                                        const _errs39 = errors;
                                        if (errors === _errs39) {
                                          if (Array.isArray(data24)) {
                                            var valid6 = true;
                                            const len3 = data24.length;
                                            for (let i3 = 0; i3 < len3; i3++) {
                                              const _errs41 = errors;
                                              if (!validate59(data24[i3], { instancePath: instancePath + "/retargeted/" + i3, parentData: data24, parentDataProperty: i3, rootData, dynamicAnchors })) {
                                                vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
                                                errors = vErrors.length;
                                              }
                                              var valid6 = _errs41 === errors;
                                              if (!valid6) {
                                                break;
                                              }
                                            }
                                          } else {
                                            validate55.errors = [{ instancePath: instancePath + "/retargeted", schemaPath: "#/properties/retargeted/type", keyword: "type", params: { type: "array" }, schema: schema21.properties.retargeted.type, parentSchema: schema21.properties.retargeted, data: data24 }];
                                            return false;
                                          }
                                        }
                                        var valid0 = _errs39 === errors;
                                      } else {
                                        var valid0 = true;
                                      }
                                      if (valid0) {
                                        if (data.retargetCount !== void 0) {
                                          let data26 = data.retargetCount;
                                          const _errs42 = errors;
                                          if (!(typeof data26 == "number" && (!(data26 % 1) && !isNaN(data26)) && isFinite(data26))) {
                                            validate55.errors = [{ instancePath: instancePath + "/retargetCount", schemaPath: "#/properties/retargetCount/type", keyword: "type", params: { type: "integer" }, schema: schema21.properties.retargetCount.type, parentSchema: schema21.properties.retargetCount, data: data26 }];
                                            return false;
                                          }
                                          if (errors === _errs42) {
                                            if (typeof data26 == "number" && isFinite(data26)) {
                                              if (data26 > 9007199254740991 || isNaN(data26)) {
                                                validate55.errors = [{ instancePath: instancePath + "/retargetCount", schemaPath: "#/properties/retargetCount/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema21.properties.retargetCount, data: data26 }];
                                                return false;
                                              } else {
                                                if (data26 < -9007199254740991 || isNaN(data26)) {
                                                  validate55.errors = [{ instancePath: instancePath + "/retargetCount", schemaPath: "#/properties/retargetCount/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, schema: -9007199254740991, parentSchema: schema21.properties.retargetCount, data: data26 }];
                                                  return false;
                                                }
                                              }
                                            }
                                          }
                                          var valid0 = _errs42 === errors;
                                        } else {
                                          var valid0 = true;
                                        }
                                        if (valid0) {
                                          if (data.reviewCount !== void 0) {
                                            let data27 = data.reviewCount;
                                            const _errs44 = errors;
                                            if (!(typeof data27 == "number" && (!(data27 % 1) && !isNaN(data27)) && isFinite(data27))) {
                                              validate55.errors = [{ instancePath: instancePath + "/reviewCount", schemaPath: "#/properties/reviewCount/type", keyword: "type", params: { type: "integer" }, schema: schema21.properties.reviewCount.type, parentSchema: schema21.properties.reviewCount, data: data27 }];
                                              return false;
                                            }
                                            if (errors === _errs44) {
                                              if (typeof data27 == "number" && isFinite(data27)) {
                                                if (data27 > 9007199254740991 || isNaN(data27)) {
                                                  validate55.errors = [{ instancePath: instancePath + "/reviewCount", schemaPath: "#/properties/reviewCount/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema21.properties.reviewCount, data: data27 }];
                                                  return false;
                                                } else {
                                                  if (data27 < -9007199254740991 || isNaN(data27)) {
                                                    validate55.errors = [{ instancePath: instancePath + "/reviewCount", schemaPath: "#/properties/reviewCount/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, schema: -9007199254740991, parentSchema: schema21.properties.reviewCount, data: data27 }];
                                                    return false;
                                                  }
                                                }
                                              }
                                            }
                                            var valid0 = _errs44 === errors;
                                          } else {
                                            var valid0 = true;
                                          }
                                          if (valid0) {
                                            if (data.reviews !== void 0) {
                                              let data28 = data.reviews;
                                              const _errs46 = errors;
                                              if (errors === _errs46) {
                                                if (Array.isArray(data28)) {
                                                  var valid7 = true;
                                                  const len4 = data28.length;
                                                  for (let i4 = 0; i4 < len4; i4++) {
                                                    const _errs48 = errors;
                                                    if (!validate77(data28[i4], { instancePath: instancePath + "/reviews/" + i4, parentData: data28, parentDataProperty: i4, rootData, dynamicAnchors })) {
                                                      vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
                                                      errors = vErrors.length;
                                                    }
                                                    var valid7 = _errs48 === errors;
                                                    if (!valid7) {
                                                      break;
                                                    }
                                                  }
                                                } else {
                                                  validate55.errors = [{ instancePath: instancePath + "/reviews", schemaPath: "#/properties/reviews/type", keyword: "type", params: { type: "array" }, schema: schema21.properties.reviews.type, parentSchema: schema21.properties.reviews, data: data28 }];
                                                  return false;
                                                }
                                              }
                                              var valid0 = _errs46 === errors;
                                            } else {
                                              var valid0 = true;
                                            }
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
  validate55.errors = vErrors;
  return errors === 0;
}
validate55.evaluated = { "props": { "number": true, "url": true, "state": true, "author": true, "mergedBy": true, "createdAt": true, "mergedAt": true, "base": true, "head": true, "merge": true, "changedFiles": true, "files": true, "commitCount": true, "commits": true, "pushers": true, "retargeted": true, "retargetCount": true, "reviewCount": true, "reviews": true }, "dynamicProps": false, "dynamicItems": false };
var schema30 = { "title": "Whole number", "description": "a whole number", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 };
function validate84(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate84.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (!(typeof data == "number" && (!(data % 1) && !isNaN(data)) && isFinite(data))) {
    validate84.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "integer" }, schema: schema30.type, parentSchema: schema30, data }];
    return false;
  }
  if (errors === 0) {
    if (typeof data == "number" && isFinite(data)) {
      if (data > 9007199254740991 || isNaN(data)) {
        validate84.errors = [{ instancePath, schemaPath: "#/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema30, data }];
        return false;
      } else {
        if (data < -9007199254740991 || isNaN(data)) {
          validate84.errors = [{ instancePath, schemaPath: "#/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, schema: -9007199254740991, parentSchema: schema30, data }];
          return false;
        }
      }
    }
  }
  validate84.errors = vErrors;
  return errors === 0;
}
validate84.evaluated = { "dynamicProps": false, "dynamicItems": false };
var schema31 = { "title": "Documents", "description": "everything under policies/ at one commit; null: not known", "type": ["object", "null"], "required": ["digests", "issues"], "properties": { "digests": { "title": "Digests", "description": "blob ids by path", "type": "object", "additionalProperties": { "type": "string" } }, "issues": { "title": "Issues", "description": "the problems in the documents", "type": "array", "items": { "title": "Issue", "description": "one problem in a document", "type": "object", "required": ["code", "path", "line", "column", "sentence"], "properties": { "code": { "title": "Code", "description": "its code", "type": "string" }, "path": { "title": "Path", "description": "the document", "type": "string" }, "line": { "title": "Line", "description": "from 1 on", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "column": { "title": "Column", "description": "from 1 on", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "sentence": { "title": "Sentence", "description": "a sentence that names the problem", "type": "string" } } } } } };
function validate86(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate86.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
    validate86.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema31.type }, schema: schema31.type, parentSchema: schema31, data }];
    return false;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.digests === void 0 && (missing0 = "digests") || data.issues === void 0 && (missing0 = "issues")) {
        validate86.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, schema: schema31.required, parentSchema: schema31, data }];
        return false;
      } else {
        if (data.digests !== void 0) {
          let data0 = data.digests;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
              for (const key0 in data0) {
                let data1 = data0[key0];
                const _errs4 = errors;
                if (typeof data1 !== "string") {
                  validate86.errors = [{ instancePath: instancePath + "/digests/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/digests/additionalProperties/type", keyword: "type", params: { type: "string" }, schema: schema31.properties.digests.additionalProperties.type, parentSchema: schema31.properties.digests.additionalProperties, data: data1 }];
                  return false;
                }
                var valid1 = _errs4 === errors;
                if (!valid1) {
                  break;
                }
              }
            } else {
              validate86.errors = [{ instancePath: instancePath + "/digests", schemaPath: "#/properties/digests/type", keyword: "type", params: { type: "object" }, schema: schema31.properties.digests.type, parentSchema: schema31.properties.digests, data: data0 }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.issues !== void 0) {
            let data2 = data.issues;
            const _errs6 = errors;
            if (errors === _errs6) {
              if (Array.isArray(data2)) {
                var valid2 = true;
                const len0 = data2.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  let data3 = data2[i0];
                  const _errs8 = errors;
                  if (errors === _errs8) {
                    if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
                      let missing1;
                      if (data3.code === void 0 && (missing1 = "code") || data3.path === void 0 && (missing1 = "path") || data3.line === void 0 && (missing1 = "line") || data3.column === void 0 && (missing1 = "column") || data3.sentence === void 0 && (missing1 = "sentence")) {
                        validate86.errors = [{ instancePath: instancePath + "/issues/" + i0, schemaPath: "#/properties/issues/items/required", keyword: "required", params: { missingProperty: missing1 }, schema: schema31.properties.issues.items.required, parentSchema: schema31.properties.issues.items, data: data3 }];
                        return false;
                      } else {
                        if (data3.code !== void 0) {
                          let data4 = data3.code;
                          const _errs10 = errors;
                          if (typeof data4 !== "string") {
                            validate86.errors = [{ instancePath: instancePath + "/issues/" + i0 + "/code", schemaPath: "#/properties/issues/items/properties/code/type", keyword: "type", params: { type: "string" }, schema: schema31.properties.issues.items.properties.code.type, parentSchema: schema31.properties.issues.items.properties.code, data: data4 }];
                            return false;
                          }
                          var valid3 = _errs10 === errors;
                        } else {
                          var valid3 = true;
                        }
                        if (valid3) {
                          if (data3.path !== void 0) {
                            let data5 = data3.path;
                            const _errs12 = errors;
                            if (typeof data5 !== "string") {
                              validate86.errors = [{ instancePath: instancePath + "/issues/" + i0 + "/path", schemaPath: "#/properties/issues/items/properties/path/type", keyword: "type", params: { type: "string" }, schema: schema31.properties.issues.items.properties.path.type, parentSchema: schema31.properties.issues.items.properties.path, data: data5 }];
                              return false;
                            }
                            var valid3 = _errs12 === errors;
                          } else {
                            var valid3 = true;
                          }
                          if (valid3) {
                            if (data3.line !== void 0) {
                              let data6 = data3.line;
                              const _errs14 = errors;
                              if (!(typeof data6 == "number" && (!(data6 % 1) && !isNaN(data6)) && isFinite(data6))) {
                                validate86.errors = [{ instancePath: instancePath + "/issues/" + i0 + "/line", schemaPath: "#/properties/issues/items/properties/line/type", keyword: "type", params: { type: "integer" }, schema: schema31.properties.issues.items.properties.line.type, parentSchema: schema31.properties.issues.items.properties.line, data: data6 }];
                                return false;
                              }
                              if (errors === _errs14) {
                                if (typeof data6 == "number" && isFinite(data6)) {
                                  if (data6 > 9007199254740991 || isNaN(data6)) {
                                    validate86.errors = [{ instancePath: instancePath + "/issues/" + i0 + "/line", schemaPath: "#/properties/issues/items/properties/line/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema31.properties.issues.items.properties.line, data: data6 }];
                                    return false;
                                  } else {
                                    if (data6 < -9007199254740991 || isNaN(data6)) {
                                      validate86.errors = [{ instancePath: instancePath + "/issues/" + i0 + "/line", schemaPath: "#/properties/issues/items/properties/line/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, schema: -9007199254740991, parentSchema: schema31.properties.issues.items.properties.line, data: data6 }];
                                      return false;
                                    }
                                  }
                                }
                              }
                              var valid3 = _errs14 === errors;
                            } else {
                              var valid3 = true;
                            }
                            if (valid3) {
                              if (data3.column !== void 0) {
                                let data7 = data3.column;
                                const _errs16 = errors;
                                if (!(typeof data7 == "number" && (!(data7 % 1) && !isNaN(data7)) && isFinite(data7))) {
                                  validate86.errors = [{ instancePath: instancePath + "/issues/" + i0 + "/column", schemaPath: "#/properties/issues/items/properties/column/type", keyword: "type", params: { type: "integer" }, schema: schema31.properties.issues.items.properties.column.type, parentSchema: schema31.properties.issues.items.properties.column, data: data7 }];
                                  return false;
                                }
                                if (errors === _errs16) {
                                  if (typeof data7 == "number" && isFinite(data7)) {
                                    if (data7 > 9007199254740991 || isNaN(data7)) {
                                      validate86.errors = [{ instancePath: instancePath + "/issues/" + i0 + "/column", schemaPath: "#/properties/issues/items/properties/column/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema31.properties.issues.items.properties.column, data: data7 }];
                                      return false;
                                    } else {
                                      if (data7 < -9007199254740991 || isNaN(data7)) {
                                        validate86.errors = [{ instancePath: instancePath + "/issues/" + i0 + "/column", schemaPath: "#/properties/issues/items/properties/column/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, schema: -9007199254740991, parentSchema: schema31.properties.issues.items.properties.column, data: data7 }];
                                        return false;
                                      }
                                    }
                                  }
                                }
                                var valid3 = _errs16 === errors;
                              } else {
                                var valid3 = true;
                              }
                              if (valid3) {
                                if (data3.sentence !== void 0) {
                                  let data8 = data3.sentence;
                                  const _errs18 = errors;
                                  if (typeof data8 !== "string") {
                                    validate86.errors = [{ instancePath: instancePath + "/issues/" + i0 + "/sentence", schemaPath: "#/properties/issues/items/properties/sentence/type", keyword: "type", params: { type: "string" }, schema: schema31.properties.issues.items.properties.sentence.type, parentSchema: schema31.properties.issues.items.properties.sentence, data: data8 }];
                                    return false;
                                  }
                                  var valid3 = _errs18 === errors;
                                } else {
                                  var valid3 = true;
                                }
                              }
                            }
                          }
                        }
                      }
                    } else {
                      validate86.errors = [{ instancePath: instancePath + "/issues/" + i0, schemaPath: "#/properties/issues/items/type", keyword: "type", params: { type: "object" }, schema: schema31.properties.issues.items.type, parentSchema: schema31.properties.issues.items, data: data3 }];
                      return false;
                    }
                  }
                  var valid2 = _errs8 === errors;
                  if (!valid2) {
                    break;
                  }
                }
              } else {
                validate86.errors = [{ instancePath: instancePath + "/issues", schemaPath: "#/properties/issues/type", keyword: "type", params: { type: "array" }, schema: schema31.properties.issues.type, parentSchema: schema31.properties.issues, data: data2 }];
                return false;
              }
            }
            var valid0 = _errs6 === errors;
          } else {
            var valid0 = true;
          }
        }
      }
    }
  }
  validate86.errors = vErrors;
  return errors === 0;
}
validate86.evaluated = { "props": { "digests": true, "issues": true }, "dynamicProps": false, "dynamicItems": false };
var schema32 = { "title": "Incident", "description": "the answer of GitHub or PagerDuty about the incident", "type": "object", "required": ["source", "id", "state", "labels", "url", "asked"], "properties": { "source": { "title": "Source", "description": "github or pagerduty", "enum": ["github", "pagerduty"] }, "id": { "title": "Id", "description": "as the request names it", "type": "string" }, "state": { "title": "State", "description": "open, closed, missing or unreachable", "type": "string" }, "labels": { "title": "Labels", "description": "labels of the issue, or the service of the incident", "type": "array", "items": { "type": "string" } }, "status": { "title": "Status", "description": "the incident's status as PagerDuty names it", "type": "string" }, "url": { "title": "URL", "description": "its address; null: it has none", "type": ["string", "null"] }, "asked": { "title": "Asked", "description": "the time of the question", "$ref": "#/$defs/instant" }, "sentence": { "title": "Sentence", "description": "the reason there is no answer", "type": "string" } } };
function validate97(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate97.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.source === void 0 && (missing0 = "source") || data.id === void 0 && (missing0 = "id") || data.state === void 0 && (missing0 = "state") || data.labels === void 0 && (missing0 = "labels") || data.url === void 0 && (missing0 = "url") || data.asked === void 0 && (missing0 = "asked")) {
        validate97.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, schema: schema32.required, parentSchema: schema32, data }];
        return false;
      } else {
        if (data.source !== void 0) {
          let data0 = data.source;
          const _errs1 = errors;
          if (!(data0 === "github" || data0 === "pagerduty")) {
            validate97.errors = [{ instancePath: instancePath + "/source", schemaPath: "#/properties/source/enum", keyword: "enum", params: { allowedValues: schema32.properties.source.enum }, schema: schema32.properties.source.enum, parentSchema: schema32.properties.source, data: data0 }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.id !== void 0) {
            let data1 = data.id;
            const _errs2 = errors;
            if (typeof data1 !== "string") {
              validate97.errors = [{ instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" }, schema: schema32.properties.id.type, parentSchema: schema32.properties.id, data: data1 }];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.state !== void 0) {
              let data2 = data.state;
              const _errs4 = errors;
              if (typeof data2 !== "string") {
                validate97.errors = [{ instancePath: instancePath + "/state", schemaPath: "#/properties/state/type", keyword: "type", params: { type: "string" }, schema: schema32.properties.state.type, parentSchema: schema32.properties.state, data: data2 }];
                return false;
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.labels !== void 0) {
                let data3 = data.labels;
                const _errs6 = errors;
                if (errors === _errs6) {
                  if (Array.isArray(data3)) {
                    var valid1 = true;
                    const len0 = data3.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      let data4 = data3[i0];
                      const _errs8 = errors;
                      if (typeof data4 !== "string") {
                        validate97.errors = [{ instancePath: instancePath + "/labels/" + i0, schemaPath: "#/properties/labels/items/type", keyword: "type", params: { type: "string" }, schema: schema32.properties.labels.items.type, parentSchema: schema32.properties.labels.items, data: data4 }];
                        return false;
                      }
                      var valid1 = _errs8 === errors;
                      if (!valid1) {
                        break;
                      }
                    }
                  } else {
                    validate97.errors = [{ instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/type", keyword: "type", params: { type: "array" }, schema: schema32.properties.labels.type, parentSchema: schema32.properties.labels, data: data3 }];
                    return false;
                  }
                }
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.status !== void 0) {
                  let data5 = data.status;
                  const _errs10 = errors;
                  if (typeof data5 !== "string") {
                    validate97.errors = [{ instancePath: instancePath + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "string" }, schema: schema32.properties.status.type, parentSchema: schema32.properties.status, data: data5 }];
                    return false;
                  }
                  var valid0 = _errs10 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.url !== void 0) {
                    let data6 = data.url;
                    const _errs12 = errors;
                    if (typeof data6 !== "string" && data6 !== null) {
                      validate97.errors = [{ instancePath: instancePath + "/url", schemaPath: "#/properties/url/type", keyword: "type", params: { type: schema32.properties.url.type }, schema: schema32.properties.url.type, parentSchema: schema32.properties.url, data: data6 }];
                      return false;
                    }
                    var valid0 = _errs12 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.asked !== void 0) {
                      const _errs14 = errors;
                      if (!validate59(data.asked, { instancePath: instancePath + "/asked", parentData: data, parentDataProperty: "asked", rootData, dynamicAnchors })) {
                        vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
                        errors = vErrors.length;
                      }
                      var valid0 = _errs14 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.sentence !== void 0) {
                        let data8 = data.sentence;
                        const _errs15 = errors;
                        if (typeof data8 !== "string") {
                          validate97.errors = [{ instancePath: instancePath + "/sentence", schemaPath: "#/properties/sentence/type", keyword: "type", params: { type: "string" }, schema: schema32.properties.sentence.type, parentSchema: schema32.properties.sentence, data: data8 }];
                          return false;
                        }
                        var valid0 = _errs15 === errors;
                      } else {
                        var valid0 = true;
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate97.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema32.type, parentSchema: schema32, data }];
      return false;
    }
  }
  validate97.errors = vErrors;
  return errors === 0;
}
validate97.evaluated = { "props": { "source": true, "id": true, "state": true, "labels": true, "status": true, "url": true, "asked": true, "sentence": true }, "dynamicProps": false, "dynamicItems": false };
function validate52(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate52.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.repository === void 0 && (missing0 = "repository") || data.head === void 0 && (missing0 = "head") || data.path === void 0 && (missing0 = "path") || data.file === void 0 && (missing0 = "file") || data.pull === void 0 && (missing0 = "pull") || data.addedAt === void 0 && (missing0 = "addedAt") || data.text === void 0 && (missing0 = "text") || data.permissions === void 0 && (missing0 = "permissions") || data.teams === void 0 && (missing0 = "teams") || data.secondFactors === void 0 && (missing0 = "secondFactors") || data.documents === void 0 && (missing0 = "documents") || data.texts === void 0 && (missing0 = "texts") || data.onRecord === void 0 && (missing0 = "onRecord") || data.gathered === void 0 && (missing0 = "gathered")) {
        validate52.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, schema: schema19.required, parentSchema: schema19, data }];
        return false;
      } else {
        if (data.repository !== void 0) {
          let data0 = data.repository;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
              let missing1;
              if (data0.id === void 0 && (missing1 = "id") || data0.name === void 0 && (missing1 = "name") || data0.defaultBranch === void 0 && (missing1 = "defaultBranch")) {
                validate52.errors = [{ instancePath: instancePath + "/repository", schemaPath: "#/properties/repository/required", keyword: "required", params: { missingProperty: missing1 }, schema: schema19.properties.repository.required, parentSchema: schema19.properties.repository, data: data0 }];
                return false;
              } else {
                if (data0.id !== void 0) {
                  let data1 = data0.id;
                  const _errs3 = errors;
                  if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
                    validate52.errors = [{ instancePath: instancePath + "/repository/id", schemaPath: "#/properties/repository/properties/id/type", keyword: "type", params: { type: "integer" }, schema: schema19.properties.repository.properties.id.type, parentSchema: schema19.properties.repository.properties.id, data: data1 }];
                    return false;
                  }
                  if (errors === _errs3) {
                    if (typeof data1 == "number" && isFinite(data1)) {
                      if (data1 > 9007199254740991 || isNaN(data1)) {
                        validate52.errors = [{ instancePath: instancePath + "/repository/id", schemaPath: "#/properties/repository/properties/id/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema19.properties.repository.properties.id, data: data1 }];
                        return false;
                      } else {
                        if (data1 < -9007199254740991 || isNaN(data1)) {
                          validate52.errors = [{ instancePath: instancePath + "/repository/id", schemaPath: "#/properties/repository/properties/id/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, schema: -9007199254740991, parentSchema: schema19.properties.repository.properties.id, data: data1 }];
                          return false;
                        }
                      }
                    }
                  }
                  var valid1 = _errs3 === errors;
                } else {
                  var valid1 = true;
                }
                if (valid1) {
                  if (data0.name !== void 0) {
                    let data2 = data0.name;
                    const _errs5 = errors;
                    if (typeof data2 !== "string") {
                      validate52.errors = [{ instancePath: instancePath + "/repository/name", schemaPath: "#/properties/repository/properties/name/type", keyword: "type", params: { type: "string" }, schema: schema19.properties.repository.properties.name.type, parentSchema: schema19.properties.repository.properties.name, data: data2 }];
                      return false;
                    }
                    var valid1 = _errs5 === errors;
                  } else {
                    var valid1 = true;
                  }
                  if (valid1) {
                    if (data0.defaultBranch !== void 0) {
                      let data3 = data0.defaultBranch;
                      const _errs7 = errors;
                      if (typeof data3 !== "string") {
                        validate52.errors = [{ instancePath: instancePath + "/repository/defaultBranch", schemaPath: "#/properties/repository/properties/defaultBranch/type", keyword: "type", params: { type: "string" }, schema: schema19.properties.repository.properties.defaultBranch.type, parentSchema: schema19.properties.repository.properties.defaultBranch, data: data3 }];
                        return false;
                      }
                      var valid1 = _errs7 === errors;
                    } else {
                      var valid1 = true;
                    }
                  }
                }
              }
            } else {
              validate52.errors = [{ instancePath: instancePath + "/repository", schemaPath: "#/properties/repository/type", keyword: "type", params: { type: "object" }, schema: schema19.properties.repository.type, parentSchema: schema19.properties.repository, data: data0 }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.head !== void 0) {
            let data4 = data.head;
            const _errs9 = errors;
            if (typeof data4 !== "string") {
              validate52.errors = [{ instancePath: instancePath + "/head", schemaPath: "#/properties/head/type", keyword: "type", params: { type: "string" }, schema: schema19.properties.head.type, parentSchema: schema19.properties.head, data: data4 }];
              return false;
            }
            var valid0 = _errs9 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.path !== void 0) {
              let data5 = data.path;
              const _errs11 = errors;
              if (typeof data5 !== "string") {
                validate52.errors = [{ instancePath: instancePath + "/path", schemaPath: "#/properties/path/type", keyword: "type", params: { type: "string" }, schema: schema19.properties.path.type, parentSchema: schema19.properties.path, data: data5 }];
                return false;
              }
              var valid0 = _errs11 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.file !== void 0) {
                const _errs13 = errors;
                if (!validate53(data.file, { instancePath: instancePath + "/file", parentData: data, parentDataProperty: "file", rootData, dynamicAnchors })) {
                  vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
                  errors = vErrors.length;
                }
                var valid0 = _errs13 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.pull !== void 0) {
                  const _errs14 = errors;
                  if (!validate55(data.pull, { instancePath: instancePath + "/pull", parentData: data, parentDataProperty: "pull", rootData, dynamicAnchors })) {
                    vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
                    errors = vErrors.length;
                  }
                  var valid0 = _errs14 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.addedAt !== void 0) {
                    const _errs15 = errors;
                    if (!validate61(data.addedAt, { instancePath: instancePath + "/addedAt", parentData: data, parentDataProperty: "addedAt", rootData, dynamicAnchors })) {
                      vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
                      errors = vErrors.length;
                    }
                    var valid0 = _errs15 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.pathUsedBefore !== void 0) {
                      let data9 = data.pathUsedBefore;
                      const _errs16 = errors;
                      if (true !== data9) {
                        validate52.errors = [{ instancePath: instancePath + "/pathUsedBefore", schemaPath: "#/properties/pathUsedBefore/const", keyword: "const", params: { allowedValue: true }, schema: true, parentSchema: schema19.properties.pathUsedBefore, data: data9 }];
                        return false;
                      }
                      var valid0 = _errs16 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.changedTooOften !== void 0) {
                        let data10 = data.changedTooOften;
                        const _errs17 = errors;
                        if (true !== data10) {
                          validate52.errors = [{ instancePath: instancePath + "/changedTooOften", schemaPath: "#/properties/changedTooOften/const", keyword: "const", params: { allowedValue: true }, schema: true, parentSchema: schema19.properties.changedTooOften, data: data10 }];
                          return false;
                        }
                        var valid0 = _errs17 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.text !== void 0) {
                          let data11 = data.text;
                          const _errs18 = errors;
                          if (typeof data11 !== "string" && data11 !== null) {
                            validate52.errors = [{ instancePath: instancePath + "/text", schemaPath: "#/properties/text/type", keyword: "type", params: { type: schema19.properties.text.type }, schema: schema19.properties.text.type, parentSchema: schema19.properties.text, data: data11 }];
                            return false;
                          }
                          var valid0 = _errs18 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.textProblem !== void 0) {
                            let data12 = data.textProblem;
                            const _errs20 = errors;
                            if (!(data12 === "not-utf8" || data12 === "too-long")) {
                              validate52.errors = [{ instancePath: instancePath + "/textProblem", schemaPath: "#/properties/textProblem/enum", keyword: "enum", params: { allowedValues: schema19.properties.textProblem.enum }, schema: schema19.properties.textProblem.enum, parentSchema: schema19.properties.textProblem, data: data12 }];
                              return false;
                            }
                            var valid0 = _errs20 === errors;
                          } else {
                            var valid0 = true;
                          }
                          if (valid0) {
                            if (data.permissions !== void 0) {
                              let data13 = data.permissions;
                              const _errs21 = errors;
                              if (errors === _errs21) {
                                if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
                                  for (const key0 in data13) {
                                    let data14 = data13[key0];
                                    const _errs24 = errors;
                                    if (!(data14 === "admin" || data14 === "write" || data14 === "read" || data14 === "none" || data14 === null)) {
                                      validate52.errors = [{ instancePath: instancePath + "/permissions/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/permissions/additionalProperties/enum", keyword: "enum", params: { allowedValues: schema19.properties.permissions.additionalProperties.enum }, schema: schema19.properties.permissions.additionalProperties.enum, parentSchema: schema19.properties.permissions.additionalProperties, data: data14 }];
                                      return false;
                                    }
                                    var valid2 = _errs24 === errors;
                                    if (!valid2) {
                                      break;
                                    }
                                  }
                                } else {
                                  validate52.errors = [{ instancePath: instancePath + "/permissions", schemaPath: "#/properties/permissions/type", keyword: "type", params: { type: "object" }, schema: schema19.properties.permissions.type, parentSchema: schema19.properties.permissions, data: data13 }];
                                  return false;
                                }
                              }
                              var valid0 = _errs21 === errors;
                            } else {
                              var valid0 = true;
                            }
                            if (valid0) {
                              if (data.teams !== void 0) {
                                let data15 = data.teams;
                                const _errs25 = errors;
                                if (errors === _errs25) {
                                  if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
                                    for (const key1 in data15) {
                                      let data16 = data15[key1];
                                      const _errs28 = errors;
                                      if (!Array.isArray(data16) && data16 !== null) {
                                        validate52.errors = [{ instancePath: instancePath + "/teams/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/teams/additionalProperties/type", keyword: "type", params: { type: schema19.properties.teams.additionalProperties.type }, schema: schema19.properties.teams.additionalProperties.type, parentSchema: schema19.properties.teams.additionalProperties, data: data16 }];
                                        return false;
                                      }
                                      if (errors === _errs28) {
                                        if (Array.isArray(data16)) {
                                          var valid4 = true;
                                          const len0 = data16.length;
                                          for (let i0 = 0; i0 < len0; i0++) {
                                            const _errs30 = errors;
                                            if (!validate84(data16[i0], { instancePath: instancePath + "/teams/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i0, parentData: data16, parentDataProperty: i0, rootData, dynamicAnchors })) {
                                              vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
                                              errors = vErrors.length;
                                            }
                                            var valid4 = _errs30 === errors;
                                            if (!valid4) {
                                              break;
                                            }
                                          }
                                        }
                                      }
                                      var valid3 = _errs28 === errors;
                                      if (!valid3) {
                                        break;
                                      }
                                    }
                                  } else {
                                    validate52.errors = [{ instancePath: instancePath + "/teams", schemaPath: "#/properties/teams/type", keyword: "type", params: { type: "object" }, schema: schema19.properties.teams.type, parentSchema: schema19.properties.teams, data: data15 }];
                                    return false;
                                  }
                                }
                                var valid0 = _errs25 === errors;
                              } else {
                                var valid0 = true;
                              }
                              if (valid0) {
                                if (data.secondFactors !== void 0) {
                                  let data18 = data.secondFactors;
                                  const _errs31 = errors;
                                  if (errors === _errs31) {
                                    if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
                                      let missing2;
                                      if (data18.required === void 0 && (missing2 = "required") || data18.enabled === void 0 && (missing2 = "enabled")) {
                                        validate52.errors = [{ instancePath: instancePath + "/secondFactors", schemaPath: "#/properties/secondFactors/required", keyword: "required", params: { missingProperty: missing2 }, schema: schema19.properties.secondFactors.required, parentSchema: schema19.properties.secondFactors, data: data18 }];
                                        return false;
                                      } else {
                                        if (data18.required !== void 0) {
                                          let data19 = data18.required;
                                          const _errs33 = errors;
                                          if (typeof data19 !== "boolean" && data19 !== null) {
                                            validate52.errors = [{ instancePath: instancePath + "/secondFactors/required", schemaPath: "#/properties/secondFactors/properties/required/type", keyword: "type", params: { type: schema19.properties.secondFactors.properties.required.type }, schema: schema19.properties.secondFactors.properties.required.type, parentSchema: schema19.properties.secondFactors.properties.required, data: data19 }];
                                            return false;
                                          }
                                          var valid5 = _errs33 === errors;
                                        } else {
                                          var valid5 = true;
                                        }
                                        if (valid5) {
                                          if (data18.enabled !== void 0) {
                                            let data20 = data18.enabled;
                                            const _errs35 = errors;
                                            if (errors === _errs35) {
                                              if (data20 && typeof data20 == "object" && !Array.isArray(data20)) {
                                                for (const key2 in data20) {
                                                  let data21 = data20[key2];
                                                  const _errs38 = errors;
                                                  if (typeof data21 !== "boolean" && data21 !== null) {
                                                    validate52.errors = [{ instancePath: instancePath + "/secondFactors/enabled/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/secondFactors/properties/enabled/additionalProperties/type", keyword: "type", params: { type: schema19.properties.secondFactors.properties.enabled.additionalProperties.type }, schema: schema19.properties.secondFactors.properties.enabled.additionalProperties.type, parentSchema: schema19.properties.secondFactors.properties.enabled.additionalProperties, data: data21 }];
                                                    return false;
                                                  }
                                                  var valid6 = _errs38 === errors;
                                                  if (!valid6) {
                                                    break;
                                                  }
                                                }
                                              } else {
                                                validate52.errors = [{ instancePath: instancePath + "/secondFactors/enabled", schemaPath: "#/properties/secondFactors/properties/enabled/type", keyword: "type", params: { type: "object" }, schema: schema19.properties.secondFactors.properties.enabled.type, parentSchema: schema19.properties.secondFactors.properties.enabled, data: data20 }];
                                                return false;
                                              }
                                            }
                                            var valid5 = _errs35 === errors;
                                          } else {
                                            var valid5 = true;
                                          }
                                        }
                                      }
                                    } else {
                                      validate52.errors = [{ instancePath: instancePath + "/secondFactors", schemaPath: "#/properties/secondFactors/type", keyword: "type", params: { type: "object" }, schema: schema19.properties.secondFactors.type, parentSchema: schema19.properties.secondFactors, data: data18 }];
                                      return false;
                                    }
                                  }
                                  var valid0 = _errs31 === errors;
                                } else {
                                  var valid0 = true;
                                }
                                if (valid0) {
                                  if (data.identities !== void 0) {
                                    let data22 = data.identities;
                                    const _errs40 = errors;
                                    if (errors === _errs40) {
                                      if (data22 && typeof data22 == "object" && !Array.isArray(data22)) {
                                        for (const key3 in data22) {
                                          let data23 = data22[key3];
                                          const _errs43 = errors;
                                          if (typeof data23 !== "string" && data23 !== null) {
                                            validate52.errors = [{ instancePath: instancePath + "/identities/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/identities/additionalProperties/type", keyword: "type", params: { type: schema19.properties.identities.additionalProperties.type }, schema: schema19.properties.identities.additionalProperties.type, parentSchema: schema19.properties.identities.additionalProperties, data: data23 }];
                                            return false;
                                          }
                                          var valid7 = _errs43 === errors;
                                          if (!valid7) {
                                            break;
                                          }
                                        }
                                      } else {
                                        validate52.errors = [{ instancePath: instancePath + "/identities", schemaPath: "#/properties/identities/type", keyword: "type", params: { type: "object" }, schema: schema19.properties.identities.type, parentSchema: schema19.properties.identities, data: data22 }];
                                        return false;
                                      }
                                    }
                                    var valid0 = _errs40 === errors;
                                  } else {
                                    var valid0 = true;
                                  }
                                  if (valid0) {
                                    if (data.documents !== void 0) {
                                      let data24 = data.documents;
                                      const _errs45 = errors;
                                      if (errors === _errs45) {
                                        if (data24 && typeof data24 == "object" && !Array.isArray(data24)) {
                                          let missing3;
                                          if (data24.before === void 0 && (missing3 = "before") || data24.head === void 0 && (missing3 = "head")) {
                                            validate52.errors = [{ instancePath: instancePath + "/documents", schemaPath: "#/properties/documents/required", keyword: "required", params: { missingProperty: missing3 }, schema: schema19.properties.documents.required, parentSchema: schema19.properties.documents, data: data24 }];
                                            return false;
                                          } else {
                                            if (data24.before !== void 0) {
                                              const _errs47 = errors;
                                              if (!validate86(data24.before, { instancePath: instancePath + "/documents/before", parentData: data24, parentDataProperty: "before", rootData, dynamicAnchors })) {
                                                vErrors = vErrors === null ? validate86.errors : vErrors.concat(validate86.errors);
                                                errors = vErrors.length;
                                              }
                                              var valid8 = _errs47 === errors;
                                            } else {
                                              var valid8 = true;
                                            }
                                            if (valid8) {
                                              if (data24.head !== void 0) {
                                                const _errs48 = errors;
                                                if (!validate86(data24.head, { instancePath: instancePath + "/documents/head", parentData: data24, parentDataProperty: "head", rootData, dynamicAnchors })) {
                                                  vErrors = vErrors === null ? validate86.errors : vErrors.concat(validate86.errors);
                                                  errors = vErrors.length;
                                                }
                                                var valid8 = _errs48 === errors;
                                              } else {
                                                var valid8 = true;
                                              }
                                            }
                                          }
                                        } else {
                                          validate52.errors = [{ instancePath: instancePath + "/documents", schemaPath: "#/properties/documents/type", keyword: "type", params: { type: "object" }, schema: schema19.properties.documents.type, parentSchema: schema19.properties.documents, data: data24 }];
                                          return false;
                                        }
                                      }
                                      var valid0 = _errs45 === errors;
                                    } else {
                                      var valid0 = true;
                                    }
                                    if (valid0) {
                                      if (data.texts !== void 0) {
                                        let data27 = data.texts;
                                        const _errs49 = errors;
                                        if (errors === _errs49) {
                                          if (data27 && typeof data27 == "object" && !Array.isArray(data27)) {
                                            for (const key4 in data27) {
                                              let data28 = data27[key4];
                                              const _errs52 = errors;
                                              if (typeof data28 !== "string") {
                                                validate52.errors = [{ instancePath: instancePath + "/texts/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/texts/additionalProperties/type", keyword: "type", params: { type: "string" }, schema: schema19.properties.texts.additionalProperties.type, parentSchema: schema19.properties.texts.additionalProperties, data: data28 }];
                                                return false;
                                              }
                                              var valid9 = _errs52 === errors;
                                              if (!valid9) {
                                                break;
                                              }
                                            }
                                          } else {
                                            validate52.errors = [{ instancePath: instancePath + "/texts", schemaPath: "#/properties/texts/type", keyword: "type", params: { type: "object" }, schema: schema19.properties.texts.type, parentSchema: schema19.properties.texts, data: data27 }];
                                            return false;
                                          }
                                        }
                                        var valid0 = _errs49 === errors;
                                      } else {
                                        var valid0 = true;
                                      }
                                      if (valid0) {
                                        if (data.versions !== void 0) {
                                          let data29 = data.versions;
                                          const _errs54 = errors;
                                          if (errors === _errs54) {
                                            if (data29 && typeof data29 == "object" && !Array.isArray(data29)) {
                                              for (const key5 in data29) {
                                                let data30 = data29[key5];
                                                const _errs57 = errors;
                                                if (!(data30 && typeof data30 == "object" && !Array.isArray(data30)) && data30 !== null) {
                                                  validate52.errors = [{ instancePath: instancePath + "/versions/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/versions/additionalProperties/type", keyword: "type", params: { type: schema19.properties.versions.additionalProperties.type }, schema: schema19.properties.versions.additionalProperties.type, parentSchema: schema19.properties.versions.additionalProperties, data: data30 }];
                                                  return false;
                                                }
                                                if (errors === _errs57) {
                                                  if (data30 && typeof data30 == "object" && !Array.isArray(data30)) {
                                                    let missing4;
                                                    if (data30.accepted === void 0 && (missing4 = "accepted")) {
                                                      validate52.errors = [{ instancePath: instancePath + "/versions/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/versions/additionalProperties/required", keyword: "required", params: { missingProperty: missing4 }, schema: schema19.properties.versions.additionalProperties.required, parentSchema: schema19.properties.versions.additionalProperties, data: data30 }];
                                                      return false;
                                                    } else {
                                                      if (data30.accepted !== void 0) {
                                                        let data31 = data30.accepted;
                                                        const _errs59 = errors;
                                                        if (errors === _errs59) {
                                                          if (Array.isArray(data31)) {
                                                            var valid12 = true;
                                                            const len1 = data31.length;
                                                            for (let i1 = 0; i1 < len1; i1++) {
                                                              let data32 = data31[i1];
                                                              const _errs61 = errors;
                                                              if (errors === _errs61) {
                                                                if (data32 && typeof data32 == "object" && !Array.isArray(data32)) {
                                                                  let missing5;
                                                                  if (data32.blob === void 0 && (missing5 = "blob") || data32.commit === void 0 && (missing5 = "commit") || data32.at === void 0 && (missing5 = "at") || data32.place === void 0 && (missing5 = "place")) {
                                                                    validate52.errors = [{ instancePath: instancePath + "/versions/" + key5.replace(/~/g, "~0").replace(/\//g, "~1") + "/accepted/" + i1, schemaPath: "#/properties/versions/additionalProperties/properties/accepted/items/required", keyword: "required", params: { missingProperty: missing5 }, schema: schema19.properties.versions.additionalProperties.properties.accepted.items.required, parentSchema: schema19.properties.versions.additionalProperties.properties.accepted.items, data: data32 }];
                                                                    return false;
                                                                  } else {
                                                                    if (data32.blob !== void 0) {
                                                                      let data33 = data32.blob;
                                                                      const _errs63 = errors;
                                                                      if (typeof data33 !== "string" && data33 !== null) {
                                                                        validate52.errors = [{ instancePath: instancePath + "/versions/" + key5.replace(/~/g, "~0").replace(/\//g, "~1") + "/accepted/" + i1 + "/blob", schemaPath: "#/properties/versions/additionalProperties/properties/accepted/items/properties/blob/type", keyword: "type", params: { type: schema19.properties.versions.additionalProperties.properties.accepted.items.properties.blob.type }, schema: schema19.properties.versions.additionalProperties.properties.accepted.items.properties.blob.type, parentSchema: schema19.properties.versions.additionalProperties.properties.accepted.items.properties.blob, data: data33 }];
                                                                        return false;
                                                                      }
                                                                      var valid13 = _errs63 === errors;
                                                                    } else {
                                                                      var valid13 = true;
                                                                    }
                                                                    if (valid13) {
                                                                      if (data32.commit !== void 0) {
                                                                        let data34 = data32.commit;
                                                                        const _errs65 = errors;
                                                                        if (typeof data34 !== "string") {
                                                                          validate52.errors = [{ instancePath: instancePath + "/versions/" + key5.replace(/~/g, "~0").replace(/\//g, "~1") + "/accepted/" + i1 + "/commit", schemaPath: "#/properties/versions/additionalProperties/properties/accepted/items/properties/commit/type", keyword: "type", params: { type: "string" }, schema: schema19.properties.versions.additionalProperties.properties.accepted.items.properties.commit.type, parentSchema: schema19.properties.versions.additionalProperties.properties.accepted.items.properties.commit, data: data34 }];
                                                                          return false;
                                                                        }
                                                                        var valid13 = _errs65 === errors;
                                                                      } else {
                                                                        var valid13 = true;
                                                                      }
                                                                      if (valid13) {
                                                                        if (data32.at !== void 0) {
                                                                          const _errs67 = errors;
                                                                          if (!validate59(data32.at, { instancePath: instancePath + "/versions/" + key5.replace(/~/g, "~0").replace(/\//g, "~1") + "/accepted/" + i1 + "/at", parentData: data32, parentDataProperty: "at", rootData, dynamicAnchors })) {
                                                                            vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
                                                                            errors = vErrors.length;
                                                                          }
                                                                          var valid13 = _errs67 === errors;
                                                                        } else {
                                                                          var valid13 = true;
                                                                        }
                                                                        if (valid13) {
                                                                          if (data32.place !== void 0) {
                                                                            let data36 = data32.place;
                                                                            const _errs68 = errors;
                                                                            if (!(data36 === "before" || data36 === "after" || data36 === "off" || data36 === null)) {
                                                                              validate52.errors = [{ instancePath: instancePath + "/versions/" + key5.replace(/~/g, "~0").replace(/\//g, "~1") + "/accepted/" + i1 + "/place", schemaPath: "#/properties/versions/additionalProperties/properties/accepted/items/properties/place/enum", keyword: "enum", params: { allowedValues: schema19.properties.versions.additionalProperties.properties.accepted.items.properties.place.enum }, schema: schema19.properties.versions.additionalProperties.properties.accepted.items.properties.place.enum, parentSchema: schema19.properties.versions.additionalProperties.properties.accepted.items.properties.place, data: data36 }];
                                                                              return false;
                                                                            }
                                                                            var valid13 = _errs68 === errors;
                                                                          } else {
                                                                            var valid13 = true;
                                                                          }
                                                                        }
                                                                      }
                                                                    }
                                                                  }
                                                                } else {
                                                                  validate52.errors = [{ instancePath: instancePath + "/versions/" + key5.replace(/~/g, "~0").replace(/\//g, "~1") + "/accepted/" + i1, schemaPath: "#/properties/versions/additionalProperties/properties/accepted/items/type", keyword: "type", params: { type: "object" }, schema: schema19.properties.versions.additionalProperties.properties.accepted.items.type, parentSchema: schema19.properties.versions.additionalProperties.properties.accepted.items, data: data32 }];
                                                                  return false;
                                                                }
                                                              }
                                                              var valid12 = _errs61 === errors;
                                                              if (!valid12) {
                                                                break;
                                                              }
                                                            }
                                                          } else {
                                                            validate52.errors = [{ instancePath: instancePath + "/versions/" + key5.replace(/~/g, "~0").replace(/\//g, "~1") + "/accepted", schemaPath: "#/properties/versions/additionalProperties/properties/accepted/type", keyword: "type", params: { type: "array" }, schema: schema19.properties.versions.additionalProperties.properties.accepted.type, parentSchema: schema19.properties.versions.additionalProperties.properties.accepted, data: data31 }];
                                                            return false;
                                                          }
                                                        }
                                                        var valid11 = _errs59 === errors;
                                                      } else {
                                                        var valid11 = true;
                                                      }
                                                      if (valid11) {
                                                        if (data30.unaccepted !== void 0) {
                                                          let data37 = data30.unaccepted;
                                                          const _errs69 = errors;
                                                          if (errors === _errs69) {
                                                            if (data37 && typeof data37 == "object" && !Array.isArray(data37)) {
                                                              let missing6;
                                                              if (data37.pull === void 0 && (missing6 = "pull") || data37.commit === void 0 && (missing6 = "commit") || data37.place === void 0 && (missing6 = "place") || data37.verdict === void 0 && (missing6 = "verdict") || data37.sentence === void 0 && (missing6 = "sentence")) {
                                                                validate52.errors = [{ instancePath: instancePath + "/versions/" + key5.replace(/~/g, "~0").replace(/\//g, "~1") + "/unaccepted", schemaPath: "#/properties/versions/additionalProperties/properties/unaccepted/required", keyword: "required", params: { missingProperty: missing6 }, schema: schema19.properties.versions.additionalProperties.properties.unaccepted.required, parentSchema: schema19.properties.versions.additionalProperties.properties.unaccepted, data: data37 }];
                                                                return false;
                                                              } else {
                                                                if (data37.pull !== void 0) {
                                                                  const _errs71 = errors;
                                                                  if (!validate72(data37.pull, { instancePath: instancePath + "/versions/" + key5.replace(/~/g, "~0").replace(/\//g, "~1") + "/unaccepted/pull", parentData: data37, parentDataProperty: "pull", rootData, dynamicAnchors })) {
                                                                    vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors);
                                                                    errors = vErrors.length;
                                                                  }
                                                                  var valid14 = _errs71 === errors;
                                                                } else {
                                                                  var valid14 = true;
                                                                }
                                                                if (valid14) {
                                                                  if (data37.commit !== void 0) {
                                                                    let data39 = data37.commit;
                                                                    const _errs72 = errors;
                                                                    if (typeof data39 !== "string") {
                                                                      validate52.errors = [{ instancePath: instancePath + "/versions/" + key5.replace(/~/g, "~0").replace(/\//g, "~1") + "/unaccepted/commit", schemaPath: "#/properties/versions/additionalProperties/properties/unaccepted/properties/commit/type", keyword: "type", params: { type: "string" }, schema: schema19.properties.versions.additionalProperties.properties.unaccepted.properties.commit.type, parentSchema: schema19.properties.versions.additionalProperties.properties.unaccepted.properties.commit, data: data39 }];
                                                                      return false;
                                                                    }
                                                                    var valid14 = _errs72 === errors;
                                                                  } else {
                                                                    var valid14 = true;
                                                                  }
                                                                  if (valid14) {
                                                                    if (data37.place !== void 0) {
                                                                      let data40 = data37.place;
                                                                      const _errs74 = errors;
                                                                      if (!(data40 === "before" || data40 === "after" || data40 === "off" || data40 === null)) {
                                                                        validate52.errors = [{ instancePath: instancePath + "/versions/" + key5.replace(/~/g, "~0").replace(/\//g, "~1") + "/unaccepted/place", schemaPath: "#/properties/versions/additionalProperties/properties/unaccepted/properties/place/enum", keyword: "enum", params: { allowedValues: schema19.properties.versions.additionalProperties.properties.unaccepted.properties.place.enum }, schema: schema19.properties.versions.additionalProperties.properties.unaccepted.properties.place.enum, parentSchema: schema19.properties.versions.additionalProperties.properties.unaccepted.properties.place, data: data40 }];
                                                                        return false;
                                                                      }
                                                                      var valid14 = _errs74 === errors;
                                                                    } else {
                                                                      var valid14 = true;
                                                                    }
                                                                    if (valid14) {
                                                                      if (data37.verdict !== void 0) {
                                                                        let data41 = data37.verdict;
                                                                        const _errs75 = errors;
                                                                        if (!(data41 === "not accepted" || data41 === "pending")) {
                                                                          validate52.errors = [{ instancePath: instancePath + "/versions/" + key5.replace(/~/g, "~0").replace(/\//g, "~1") + "/unaccepted/verdict", schemaPath: "#/properties/versions/additionalProperties/properties/unaccepted/properties/verdict/enum", keyword: "enum", params: { allowedValues: schema19.properties.versions.additionalProperties.properties.unaccepted.properties.verdict.enum }, schema: schema19.properties.versions.additionalProperties.properties.unaccepted.properties.verdict.enum, parentSchema: schema19.properties.versions.additionalProperties.properties.unaccepted.properties.verdict, data: data41 }];
                                                                          return false;
                                                                        }
                                                                        var valid14 = _errs75 === errors;
                                                                      } else {
                                                                        var valid14 = true;
                                                                      }
                                                                      if (valid14) {
                                                                        if (data37.sentence !== void 0) {
                                                                          let data42 = data37.sentence;
                                                                          const _errs76 = errors;
                                                                          if (typeof data42 !== "string") {
                                                                            validate52.errors = [{ instancePath: instancePath + "/versions/" + key5.replace(/~/g, "~0").replace(/\//g, "~1") + "/unaccepted/sentence", schemaPath: "#/properties/versions/additionalProperties/properties/unaccepted/properties/sentence/type", keyword: "type", params: { type: "string" }, schema: schema19.properties.versions.additionalProperties.properties.unaccepted.properties.sentence.type, parentSchema: schema19.properties.versions.additionalProperties.properties.unaccepted.properties.sentence, data: data42 }];
                                                                            return false;
                                                                          }
                                                                          var valid14 = _errs76 === errors;
                                                                        } else {
                                                                          var valid14 = true;
                                                                        }
                                                                      }
                                                                    }
                                                                  }
                                                                }
                                                              }
                                                            } else {
                                                              validate52.errors = [{ instancePath: instancePath + "/versions/" + key5.replace(/~/g, "~0").replace(/\//g, "~1") + "/unaccepted", schemaPath: "#/properties/versions/additionalProperties/properties/unaccepted/type", keyword: "type", params: { type: "object" }, schema: schema19.properties.versions.additionalProperties.properties.unaccepted.type, parentSchema: schema19.properties.versions.additionalProperties.properties.unaccepted, data: data37 }];
                                                              return false;
                                                            }
                                                          }
                                                          var valid11 = _errs69 === errors;
                                                        } else {
                                                          var valid11 = true;
                                                        }
                                                      }
                                                    }
                                                  }
                                                }
                                                var valid10 = _errs57 === errors;
                                                if (!valid10) {
                                                  break;
                                                }
                                              }
                                            } else {
                                              validate52.errors = [{ instancePath: instancePath + "/versions", schemaPath: "#/properties/versions/type", keyword: "type", params: { type: "object" }, schema: schema19.properties.versions.type, parentSchema: schema19.properties.versions, data: data29 }];
                                              return false;
                                            }
                                          }
                                          var valid0 = _errs54 === errors;
                                        } else {
                                          var valid0 = true;
                                        }
                                        if (valid0) {
                                          if (data.changes !== void 0) {
                                            let data43 = data.changes;
                                            const _errs78 = errors;
                                            if (errors === _errs78) {
                                              if (data43 && typeof data43 == "object" && !Array.isArray(data43)) {
                                                for (const key6 in data43) {
                                                  let data44 = data43[key6];
                                                  const _errs81 = errors;
                                                  if (!Array.isArray(data44) && data44 !== null) {
                                                    validate52.errors = [{ instancePath: instancePath + "/changes/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/changes/additionalProperties/type", keyword: "type", params: { type: schema19.properties.changes.additionalProperties.type }, schema: schema19.properties.changes.additionalProperties.type, parentSchema: schema19.properties.changes.additionalProperties, data: data44 }];
                                                    return false;
                                                  }
                                                  if (errors === _errs81) {
                                                    if (Array.isArray(data44)) {
                                                      var valid16 = true;
                                                      const len2 = data44.length;
                                                      for (let i2 = 0; i2 < len2; i2++) {
                                                        let data45 = data44[i2];
                                                        const _errs83 = errors;
                                                        if (errors === _errs83) {
                                                          if (data45 && typeof data45 == "object" && !Array.isArray(data45)) {
                                                            let missing7;
                                                            if (data45.blob === void 0 && (missing7 = "blob") || data45.at === void 0 && (missing7 = "at") || data45.pull === void 0 && (missing7 = "pull")) {
                                                              validate52.errors = [{ instancePath: instancePath + "/changes/" + key6.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i2, schemaPath: "#/properties/changes/additionalProperties/items/required", keyword: "required", params: { missingProperty: missing7 }, schema: schema19.properties.changes.additionalProperties.items.required, parentSchema: schema19.properties.changes.additionalProperties.items, data: data45 }];
                                                              return false;
                                                            } else {
                                                              if (data45.blob !== void 0) {
                                                                let data46 = data45.blob;
                                                                const _errs85 = errors;
                                                                if (typeof data46 !== "string" && data46 !== null) {
                                                                  validate52.errors = [{ instancePath: instancePath + "/changes/" + key6.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i2 + "/blob", schemaPath: "#/properties/changes/additionalProperties/items/properties/blob/type", keyword: "type", params: { type: schema19.properties.changes.additionalProperties.items.properties.blob.type }, schema: schema19.properties.changes.additionalProperties.items.properties.blob.type, parentSchema: schema19.properties.changes.additionalProperties.items.properties.blob, data: data46 }];
                                                                  return false;
                                                                }
                                                                var valid17 = _errs85 === errors;
                                                              } else {
                                                                var valid17 = true;
                                                              }
                                                              if (valid17) {
                                                                if (data45.at !== void 0) {
                                                                  const _errs87 = errors;
                                                                  if (!validate59(data45.at, { instancePath: instancePath + "/changes/" + key6.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i2 + "/at", parentData: data45, parentDataProperty: "at", rootData, dynamicAnchors })) {
                                                                    vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
                                                                    errors = vErrors.length;
                                                                  }
                                                                  var valid17 = _errs87 === errors;
                                                                } else {
                                                                  var valid17 = true;
                                                                }
                                                                if (valid17) {
                                                                  if (data45.pull !== void 0) {
                                                                    const _errs88 = errors;
                                                                    if (!validate55(data45.pull, { instancePath: instancePath + "/changes/" + key6.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i2 + "/pull", parentData: data45, parentDataProperty: "pull", rootData, dynamicAnchors })) {
                                                                      vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
                                                                      errors = vErrors.length;
                                                                    }
                                                                    var valid17 = _errs88 === errors;
                                                                  } else {
                                                                    var valid17 = true;
                                                                  }
                                                                }
                                                              }
                                                            }
                                                          } else {
                                                            validate52.errors = [{ instancePath: instancePath + "/changes/" + key6.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i2, schemaPath: "#/properties/changes/additionalProperties/items/type", keyword: "type", params: { type: "object" }, schema: schema19.properties.changes.additionalProperties.items.type, parentSchema: schema19.properties.changes.additionalProperties.items, data: data45 }];
                                                            return false;
                                                          }
                                                        }
                                                        var valid16 = _errs83 === errors;
                                                        if (!valid16) {
                                                          break;
                                                        }
                                                      }
                                                    }
                                                  }
                                                  var valid15 = _errs81 === errors;
                                                  if (!valid15) {
                                                    break;
                                                  }
                                                }
                                              } else {
                                                validate52.errors = [{ instancePath: instancePath + "/changes", schemaPath: "#/properties/changes/type", keyword: "type", params: { type: "object" }, schema: schema19.properties.changes.type, parentSchema: schema19.properties.changes, data: data43 }];
                                                return false;
                                              }
                                            }
                                            var valid0 = _errs78 === errors;
                                          } else {
                                            var valid0 = true;
                                          }
                                          if (valid0) {
                                            if (data.genesis !== void 0) {
                                              let data49 = data.genesis;
                                              const _errs89 = errors;
                                              if (!(data49 && typeof data49 == "object" && !Array.isArray(data49)) && data49 !== null) {
                                                validate52.errors = [{ instancePath: instancePath + "/genesis", schemaPath: "#/properties/genesis/type", keyword: "type", params: { type: schema19.properties.genesis.type }, schema: schema19.properties.genesis.type, parentSchema: schema19.properties.genesis, data: data49 }];
                                                return false;
                                              }
                                              if (errors === _errs89) {
                                                if (data49 && typeof data49 == "object" && !Array.isArray(data49)) {
                                                  let missing8;
                                                  if (data49.commit === void 0 && (missing8 = "commit") || data49.policies === void 0 && (missing8 = "policies")) {
                                                    validate52.errors = [{ instancePath: instancePath + "/genesis", schemaPath: "#/properties/genesis/required", keyword: "required", params: { missingProperty: missing8 }, schema: schema19.properties.genesis.required, parentSchema: schema19.properties.genesis, data: data49 }];
                                                    return false;
                                                  } else {
                                                    if (data49.commit !== void 0) {
                                                      let data50 = data49.commit;
                                                      const _errs91 = errors;
                                                      if (typeof data50 !== "string") {
                                                        validate52.errors = [{ instancePath: instancePath + "/genesis/commit", schemaPath: "#/properties/genesis/properties/commit/type", keyword: "type", params: { type: "string" }, schema: schema19.properties.genesis.properties.commit.type, parentSchema: schema19.properties.genesis.properties.commit, data: data50 }];
                                                        return false;
                                                      }
                                                      var valid18 = _errs91 === errors;
                                                    } else {
                                                      var valid18 = true;
                                                    }
                                                    if (valid18) {
                                                      if (data49.policies !== void 0) {
                                                        let data51 = data49.policies;
                                                        const _errs93 = errors;
                                                        if (errors === _errs93) {
                                                          if (data51 && typeof data51 == "object" && !Array.isArray(data51)) {
                                                            for (const key7 in data51) {
                                                              let data52 = data51[key7];
                                                              const _errs96 = errors;
                                                              if (typeof data52 !== "string") {
                                                                validate52.errors = [{ instancePath: instancePath + "/genesis/policies/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/genesis/properties/policies/additionalProperties/type", keyword: "type", params: { type: "string" }, schema: schema19.properties.genesis.properties.policies.additionalProperties.type, parentSchema: schema19.properties.genesis.properties.policies.additionalProperties, data: data52 }];
                                                                return false;
                                                              }
                                                              var valid19 = _errs96 === errors;
                                                              if (!valid19) {
                                                                break;
                                                              }
                                                            }
                                                          } else {
                                                            validate52.errors = [{ instancePath: instancePath + "/genesis/policies", schemaPath: "#/properties/genesis/properties/policies/type", keyword: "type", params: { type: "object" }, schema: schema19.properties.genesis.properties.policies.type, parentSchema: schema19.properties.genesis.properties.policies, data: data51 }];
                                                            return false;
                                                          }
                                                        }
                                                        var valid18 = _errs93 === errors;
                                                      } else {
                                                        var valid18 = true;
                                                      }
                                                    }
                                                  }
                                                }
                                              }
                                              var valid0 = _errs89 === errors;
                                            } else {
                                              var valid0 = true;
                                            }
                                            if (valid0) {
                                              if (data.onRecord !== void 0) {
                                                let data53 = data.onRecord;
                                                const _errs98 = errors;
                                                if (!(data53 && typeof data53 == "object" && !Array.isArray(data53)) && data53 !== null) {
                                                  validate52.errors = [{ instancePath: instancePath + "/onRecord", schemaPath: "#/properties/onRecord/type", keyword: "type", params: { type: schema19.properties.onRecord.type }, schema: schema19.properties.onRecord.type, parentSchema: schema19.properties.onRecord, data: data53 }];
                                                  return false;
                                                }
                                                if (errors === _errs98) {
                                                  if (data53 && typeof data53 == "object" && !Array.isArray(data53)) {
                                                    let missing9;
                                                    if (data53.headUsedBy === void 0 && (missing9 = "headUsedBy") || data53.overdueReviews === void 0 && (missing9 = "overdueReviews") || data53.quarantined === void 0 && (missing9 = "quarantined")) {
                                                      validate52.errors = [{ instancePath: instancePath + "/onRecord", schemaPath: "#/properties/onRecord/required", keyword: "required", params: { missingProperty: missing9 }, schema: schema19.properties.onRecord.required, parentSchema: schema19.properties.onRecord, data: data53 }];
                                                      return false;
                                                    } else {
                                                      if (data53.headUsedBy !== void 0) {
                                                        let data54 = data53.headUsedBy;
                                                        const _errs100 = errors;
                                                        if (errors === _errs100) {
                                                          if (Array.isArray(data54)) {
                                                            var valid21 = true;
                                                            const len3 = data54.length;
                                                            for (let i3 = 0; i3 < len3; i3++) {
                                                              const _errs102 = errors;
                                                              if (!validate84(data54[i3], { instancePath: instancePath + "/onRecord/headUsedBy/" + i3, parentData: data54, parentDataProperty: i3, rootData, dynamicAnchors })) {
                                                                vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
                                                                errors = vErrors.length;
                                                              }
                                                              var valid21 = _errs102 === errors;
                                                              if (!valid21) {
                                                                break;
                                                              }
                                                            }
                                                          } else {
                                                            validate52.errors = [{ instancePath: instancePath + "/onRecord/headUsedBy", schemaPath: "#/properties/onRecord/properties/headUsedBy/type", keyword: "type", params: { type: "array" }, schema: schema19.properties.onRecord.properties.headUsedBy.type, parentSchema: schema19.properties.onRecord.properties.headUsedBy, data: data54 }];
                                                            return false;
                                                          }
                                                        }
                                                        var valid20 = _errs100 === errors;
                                                      } else {
                                                        var valid20 = true;
                                                      }
                                                      if (valid20) {
                                                        if (data53.overdueReviews !== void 0) {
                                                          let data56 = data53.overdueReviews;
                                                          const _errs103 = errors;
                                                          if (!Array.isArray(data56) && data56 !== null) {
                                                            validate52.errors = [{ instancePath: instancePath + "/onRecord/overdueReviews", schemaPath: "#/properties/onRecord/properties/overdueReviews/type", keyword: "type", params: { type: schema19.properties.onRecord.properties.overdueReviews.type }, schema: schema19.properties.onRecord.properties.overdueReviews.type, parentSchema: schema19.properties.onRecord.properties.overdueReviews, data: data56 }];
                                                            return false;
                                                          }
                                                          if (errors === _errs103) {
                                                            if (Array.isArray(data56)) {
                                                              var valid22 = true;
                                                              const len4 = data56.length;
                                                              for (let i4 = 0; i4 < len4; i4++) {
                                                                const _errs105 = errors;
                                                                if (!validate84(data56[i4], { instancePath: instancePath + "/onRecord/overdueReviews/" + i4, parentData: data56, parentDataProperty: i4, rootData, dynamicAnchors })) {
                                                                  vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
                                                                  errors = vErrors.length;
                                                                }
                                                                var valid22 = _errs105 === errors;
                                                                if (!valid22) {
                                                                  break;
                                                                }
                                                              }
                                                            }
                                                          }
                                                          var valid20 = _errs103 === errors;
                                                        } else {
                                                          var valid20 = true;
                                                        }
                                                        if (valid20) {
                                                          if (data53.unreviewed !== void 0) {
                                                            let data58 = data53.unreviewed;
                                                            const _errs106 = errors;
                                                            if (!Array.isArray(data58) && data58 !== null) {
                                                              validate52.errors = [{ instancePath: instancePath + "/onRecord/unreviewed", schemaPath: "#/properties/onRecord/properties/unreviewed/type", keyword: "type", params: { type: schema19.properties.onRecord.properties.unreviewed.type }, schema: schema19.properties.onRecord.properties.unreviewed.type, parentSchema: schema19.properties.onRecord.properties.unreviewed, data: data58 }];
                                                              return false;
                                                            }
                                                            if (errors === _errs106) {
                                                              if (Array.isArray(data58)) {
                                                                var valid23 = true;
                                                                const len5 = data58.length;
                                                                for (let i5 = 0; i5 < len5; i5++) {
                                                                  const _errs108 = errors;
                                                                  if (!validate84(data58[i5], { instancePath: instancePath + "/onRecord/unreviewed/" + i5, parentData: data58, parentDataProperty: i5, rootData, dynamicAnchors })) {
                                                                    vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
                                                                    errors = vErrors.length;
                                                                  }
                                                                  var valid23 = _errs108 === errors;
                                                                  if (!valid23) {
                                                                    break;
                                                                  }
                                                                }
                                                              }
                                                            }
                                                            var valid20 = _errs106 === errors;
                                                          } else {
                                                            var valid20 = true;
                                                          }
                                                          if (valid20) {
                                                            if (data53.quarantined !== void 0) {
                                                              let data60 = data53.quarantined;
                                                              const _errs109 = errors;
                                                              if (errors === _errs109) {
                                                                if (Array.isArray(data60)) {
                                                                  var valid24 = true;
                                                                  const len6 = data60.length;
                                                                  for (let i6 = 0; i6 < len6; i6++) {
                                                                    const _errs111 = errors;
                                                                    if (!validate84(data60[i6], { instancePath: instancePath + "/onRecord/quarantined/" + i6, parentData: data60, parentDataProperty: i6, rootData, dynamicAnchors })) {
                                                                      vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
                                                                      errors = vErrors.length;
                                                                    }
                                                                    var valid24 = _errs111 === errors;
                                                                    if (!valid24) {
                                                                      break;
                                                                    }
                                                                  }
                                                                } else {
                                                                  validate52.errors = [{ instancePath: instancePath + "/onRecord/quarantined", schemaPath: "#/properties/onRecord/properties/quarantined/type", keyword: "type", params: { type: "array" }, schema: schema19.properties.onRecord.properties.quarantined.type, parentSchema: schema19.properties.onRecord.properties.quarantined, data: data60 }];
                                                                  return false;
                                                                }
                                                              }
                                                              var valid20 = _errs109 === errors;
                                                            } else {
                                                              var valid20 = true;
                                                            }
                                                          }
                                                        }
                                                      }
                                                    }
                                                  }
                                                }
                                                var valid0 = _errs98 === errors;
                                              } else {
                                                var valid0 = true;
                                              }
                                              if (valid0) {
                                                if (data.incident !== void 0) {
                                                  const _errs112 = errors;
                                                  if (!validate97(data.incident, { instancePath: instancePath + "/incident", parentData: data, parentDataProperty: "incident", rootData, dynamicAnchors })) {
                                                    vErrors = vErrors === null ? validate97.errors : vErrors.concat(validate97.errors);
                                                    errors = vErrors.length;
                                                  }
                                                  var valid0 = _errs112 === errors;
                                                } else {
                                                  var valid0 = true;
                                                }
                                                if (valid0) {
                                                  if (data.gathered !== void 0) {
                                                    const _errs113 = errors;
                                                    if (!validate59(data.gathered, { instancePath: instancePath + "/gathered", parentData: data, parentDataProperty: "gathered", rootData, dynamicAnchors })) {
                                                      vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
                                                      errors = vErrors.length;
                                                    }
                                                    var valid0 = _errs113 === errors;
                                                  } else {
                                                    var valid0 = true;
                                                  }
                                                  if (valid0) {
                                                    if (data.edition !== void 0) {
                                                      let data64 = data.edition;
                                                      const _errs114 = errors;
                                                      if (!(typeof data64 == "number" && (!(data64 % 1) && !isNaN(data64)) && isFinite(data64))) {
                                                        validate52.errors = [{ instancePath: instancePath + "/edition", schemaPath: "#/properties/edition/type", keyword: "type", params: { type: "integer" }, schema: schema19.properties.edition.type, parentSchema: schema19.properties.edition, data: data64 }];
                                                        return false;
                                                      }
                                                      if (errors === _errs114) {
                                                        if (typeof data64 == "number" && isFinite(data64)) {
                                                          if (data64 > 1e3 || isNaN(data64)) {
                                                            validate52.errors = [{ instancePath: instancePath + "/edition", schemaPath: "#/properties/edition/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, schema: 1e3, parentSchema: schema19.properties.edition, data: data64 }];
                                                            return false;
                                                          } else {
                                                            if (data64 < 1 || isNaN(data64)) {
                                                              validate52.errors = [{ instancePath: instancePath + "/edition", schemaPath: "#/properties/edition/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, schema: 1, parentSchema: schema19.properties.edition, data: data64 }];
                                                              return false;
                                                            }
                                                          }
                                                        }
                                                      }
                                                      var valid0 = _errs114 === errors;
                                                    } else {
                                                      var valid0 = true;
                                                    }
                                                  }
                                                }
                                              }
                                            }
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate52.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema19.type, parentSchema: schema19, data }];
      return false;
    }
  }
  validate52.errors = vErrors;
  return errors === 0;
}
validate52.evaluated = { "props": { "repository": true, "head": true, "path": true, "file": true, "pull": true, "addedAt": true, "pathUsedBefore": true, "changedTooOften": true, "text": true, "textProblem": true, "permissions": true, "teams": true, "secondFactors": true, "identities": true, "documents": true, "texts": true, "versions": true, "changes": true, "genesis": true, "onRecord": true, "incident": true, "gathered": true, "edition": true }, "dynamicProps": false, "dynamicItems": false };
var change = validate101;
var schema33 = { "title": "Change evidence", "description": "the facts behind the verdict on one change of documents", "type": "object", "required": ["repository", "commit", "at", "documents", "pull", "headUsedBy", "organization", "texts", "permissions", "teams", "secondFactors", "gathered"], "properties": { "repository": { "title": "Repository", "description": "the repository", "type": "object", "required": ["id", "name", "defaultBranch"], "properties": { "id": { "title": "Id", "description": "its number", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "name": { "title": "Name", "description": "owner and name", "type": "string" }, "defaultBranch": { "title": "Default branch", "description": "its name", "type": "string" } } }, "commit": { "title": "Commit", "description": "the commit of the default branch", "type": "string" }, "at": { "title": "At", "description": "its time", "$ref": "#/$defs/instant" }, "documents": { "title": "Documents", "description": "the changed documents", "type": "array", "items": { "title": "Changed document", "description": "one changed document", "type": "object", "required": ["path", "accepted", "before", "after", "head", "contributors"], "properties": { "path": { "title": "Path", "description": "its path", "type": "string" }, "accepted": { "title": "Accepted", "description": "the blob accepted before; null: none", "type": ["string", "null"] }, "before": { "title": "Before", "description": "the blob before the commit; null: none", "type": ["string", "null"] }, "after": { "title": "After", "description": "the blob after the commit; null: none", "type": ["string", "null"] }, "head": { "title": "Head", "description": "the file at the head of the pull request", "$ref": "#/$defs/file" }, "contributors": { "title": "Contributors", "description": "numbers of everybody who changed it since the accepted version; null: a person not named", "type": "array", "items": { "$ref": "#/$defs/integerOrNull" } } } } }, "pull": { "title": "Pull request", "description": "its pull request", "$ref": "#/$defs/pull" }, "headUsedBy": { "title": "Head used by", "description": "other changes with the same head", "type": "array", "items": { "$ref": "#/$defs/integer" } }, "quarantines": { "title": "Quarantines", "description": "every quarantine on record when the change was judged", "type": "array", "items": { "title": "Quarantine", "description": "one quarantine", "type": "object", "required": ["record", "ids", "since", "until"], "properties": { "record": { "title": "Record", "description": "the number of its record", "$ref": "#/$defs/integer" }, "ids": { "title": "Ids", "description": "numbers of the person's accounts", "type": "array", "items": { "$ref": "#/$defs/integer" } }, "since": { "title": "Since", "description": "the time of its record", "$ref": "#/$defs/instant" }, "until": { "title": "Until", "description": "the time of the accepted release; null: none", "$ref": "#/$defs/instantOrNull" } } } }, "organization": { "title": "Organization", "description": "the blob of the organization that decides", "type": "string" }, "texts": { "title": "Texts", "description": "texts by blob id", "type": "object", "additionalProperties": { "type": "string" } }, "permissions": { "title": "Permissions", "description": "by number of the account; null: not known", "type": "object", "additionalProperties": { "enum": ["admin", "write", "read", "none", null] } }, "teams": { "title": "Teams", "description": "numbers of members, by slug, or by slug#number for a pinned team; null: not known", "type": "object", "additionalProperties": { "type": ["array", "null"], "items": { "$ref": "#/$defs/integer" } } }, "secondFactors": { "title": "Second factors", "description": "two-factor authentication", "type": "object", "required": ["required", "enabled"], "properties": { "required": { "title": "Required", "description": "true if the organization requires it; null: not known", "type": ["boolean", "null"] }, "enabled": { "title": "Enabled", "description": "by number of the account; null: not known", "type": "object", "additionalProperties": { "type": ["boolean", "null"] } } } }, "identities": { "title": "Identities", "description": "names of single sign-on, by number of the account; null: not known", "type": "object", "additionalProperties": { "type": ["string", "null"] } }, "judgedEachTime": { "title": "Judged each time", "description": "present if no key signs the ledger", "const": true }, "gathered": { "title": "Gathered", "description": "the time of GitHub's last answer", "$ref": "#/$defs/instant" } } };
function validate101(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate101.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.repository === void 0 && (missing0 = "repository") || data.commit === void 0 && (missing0 = "commit") || data.at === void 0 && (missing0 = "at") || data.documents === void 0 && (missing0 = "documents") || data.pull === void 0 && (missing0 = "pull") || data.headUsedBy === void 0 && (missing0 = "headUsedBy") || data.organization === void 0 && (missing0 = "organization") || data.texts === void 0 && (missing0 = "texts") || data.permissions === void 0 && (missing0 = "permissions") || data.teams === void 0 && (missing0 = "teams") || data.secondFactors === void 0 && (missing0 = "secondFactors") || data.gathered === void 0 && (missing0 = "gathered")) {
        validate101.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, schema: schema33.required, parentSchema: schema33, data }];
        return false;
      } else {
        if (data.repository !== void 0) {
          let data0 = data.repository;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
              let missing1;
              if (data0.id === void 0 && (missing1 = "id") || data0.name === void 0 && (missing1 = "name") || data0.defaultBranch === void 0 && (missing1 = "defaultBranch")) {
                validate101.errors = [{ instancePath: instancePath + "/repository", schemaPath: "#/properties/repository/required", keyword: "required", params: { missingProperty: missing1 }, schema: schema33.properties.repository.required, parentSchema: schema33.properties.repository, data: data0 }];
                return false;
              } else {
                if (data0.id !== void 0) {
                  let data1 = data0.id;
                  const _errs3 = errors;
                  if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
                    validate101.errors = [{ instancePath: instancePath + "/repository/id", schemaPath: "#/properties/repository/properties/id/type", keyword: "type", params: { type: "integer" }, schema: schema33.properties.repository.properties.id.type, parentSchema: schema33.properties.repository.properties.id, data: data1 }];
                    return false;
                  }
                  if (errors === _errs3) {
                    if (typeof data1 == "number" && isFinite(data1)) {
                      if (data1 > 9007199254740991 || isNaN(data1)) {
                        validate101.errors = [{ instancePath: instancePath + "/repository/id", schemaPath: "#/properties/repository/properties/id/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema33.properties.repository.properties.id, data: data1 }];
                        return false;
                      } else {
                        if (data1 < -9007199254740991 || isNaN(data1)) {
                          validate101.errors = [{ instancePath: instancePath + "/repository/id", schemaPath: "#/properties/repository/properties/id/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 }, schema: -9007199254740991, parentSchema: schema33.properties.repository.properties.id, data: data1 }];
                          return false;
                        }
                      }
                    }
                  }
                  var valid1 = _errs3 === errors;
                } else {
                  var valid1 = true;
                }
                if (valid1) {
                  if (data0.name !== void 0) {
                    let data2 = data0.name;
                    const _errs5 = errors;
                    if (typeof data2 !== "string") {
                      validate101.errors = [{ instancePath: instancePath + "/repository/name", schemaPath: "#/properties/repository/properties/name/type", keyword: "type", params: { type: "string" }, schema: schema33.properties.repository.properties.name.type, parentSchema: schema33.properties.repository.properties.name, data: data2 }];
                      return false;
                    }
                    var valid1 = _errs5 === errors;
                  } else {
                    var valid1 = true;
                  }
                  if (valid1) {
                    if (data0.defaultBranch !== void 0) {
                      let data3 = data0.defaultBranch;
                      const _errs7 = errors;
                      if (typeof data3 !== "string") {
                        validate101.errors = [{ instancePath: instancePath + "/repository/defaultBranch", schemaPath: "#/properties/repository/properties/defaultBranch/type", keyword: "type", params: { type: "string" }, schema: schema33.properties.repository.properties.defaultBranch.type, parentSchema: schema33.properties.repository.properties.defaultBranch, data: data3 }];
                        return false;
                      }
                      var valid1 = _errs7 === errors;
                    } else {
                      var valid1 = true;
                    }
                  }
                }
              }
            } else {
              validate101.errors = [{ instancePath: instancePath + "/repository", schemaPath: "#/properties/repository/type", keyword: "type", params: { type: "object" }, schema: schema33.properties.repository.type, parentSchema: schema33.properties.repository, data: data0 }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.commit !== void 0) {
            let data4 = data.commit;
            const _errs9 = errors;
            if (typeof data4 !== "string") {
              validate101.errors = [{ instancePath: instancePath + "/commit", schemaPath: "#/properties/commit/type", keyword: "type", params: { type: "string" }, schema: schema33.properties.commit.type, parentSchema: schema33.properties.commit, data: data4 }];
              return false;
            }
            var valid0 = _errs9 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.at !== void 0) {
              const _errs11 = errors;
              if (!validate59(data.at, { instancePath: instancePath + "/at", parentData: data, parentDataProperty: "at", rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
                errors = vErrors.length;
              }
              var valid0 = _errs11 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.documents !== void 0) {
                let data6 = data.documents;
                const _errs12 = errors;
                if (errors === _errs12) {
                  if (Array.isArray(data6)) {
                    var valid2 = true;
                    const len0 = data6.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      let data7 = data6[i0];
                      const _errs14 = errors;
                      if (errors === _errs14) {
                        if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
                          let missing2;
                          if (data7.path === void 0 && (missing2 = "path") || data7.accepted === void 0 && (missing2 = "accepted") || data7.before === void 0 && (missing2 = "before") || data7.after === void 0 && (missing2 = "after") || data7.head === void 0 && (missing2 = "head") || data7.contributors === void 0 && (missing2 = "contributors")) {
                            validate101.errors = [{ instancePath: instancePath + "/documents/" + i0, schemaPath: "#/properties/documents/items/required", keyword: "required", params: { missingProperty: missing2 }, schema: schema33.properties.documents.items.required, parentSchema: schema33.properties.documents.items, data: data7 }];
                            return false;
                          } else {
                            if (data7.path !== void 0) {
                              let data8 = data7.path;
                              const _errs16 = errors;
                              if (typeof data8 !== "string") {
                                validate101.errors = [{ instancePath: instancePath + "/documents/" + i0 + "/path", schemaPath: "#/properties/documents/items/properties/path/type", keyword: "type", params: { type: "string" }, schema: schema33.properties.documents.items.properties.path.type, parentSchema: schema33.properties.documents.items.properties.path, data: data8 }];
                                return false;
                              }
                              var valid3 = _errs16 === errors;
                            } else {
                              var valid3 = true;
                            }
                            if (valid3) {
                              if (data7.accepted !== void 0) {
                                let data9 = data7.accepted;
                                const _errs18 = errors;
                                if (typeof data9 !== "string" && data9 !== null) {
                                  validate101.errors = [{ instancePath: instancePath + "/documents/" + i0 + "/accepted", schemaPath: "#/properties/documents/items/properties/accepted/type", keyword: "type", params: { type: schema33.properties.documents.items.properties.accepted.type }, schema: schema33.properties.documents.items.properties.accepted.type, parentSchema: schema33.properties.documents.items.properties.accepted, data: data9 }];
                                  return false;
                                }
                                var valid3 = _errs18 === errors;
                              } else {
                                var valid3 = true;
                              }
                              if (valid3) {
                                if (data7.before !== void 0) {
                                  let data10 = data7.before;
                                  const _errs20 = errors;
                                  if (typeof data10 !== "string" && data10 !== null) {
                                    validate101.errors = [{ instancePath: instancePath + "/documents/" + i0 + "/before", schemaPath: "#/properties/documents/items/properties/before/type", keyword: "type", params: { type: schema33.properties.documents.items.properties.before.type }, schema: schema33.properties.documents.items.properties.before.type, parentSchema: schema33.properties.documents.items.properties.before, data: data10 }];
                                    return false;
                                  }
                                  var valid3 = _errs20 === errors;
                                } else {
                                  var valid3 = true;
                                }
                                if (valid3) {
                                  if (data7.after !== void 0) {
                                    let data11 = data7.after;
                                    const _errs22 = errors;
                                    if (typeof data11 !== "string" && data11 !== null) {
                                      validate101.errors = [{ instancePath: instancePath + "/documents/" + i0 + "/after", schemaPath: "#/properties/documents/items/properties/after/type", keyword: "type", params: { type: schema33.properties.documents.items.properties.after.type }, schema: schema33.properties.documents.items.properties.after.type, parentSchema: schema33.properties.documents.items.properties.after, data: data11 }];
                                      return false;
                                    }
                                    var valid3 = _errs22 === errors;
                                  } else {
                                    var valid3 = true;
                                  }
                                  if (valid3) {
                                    if (data7.head !== void 0) {
                                      const _errs24 = errors;
                                      if (!validate53(data7.head, { instancePath: instancePath + "/documents/" + i0 + "/head", parentData: data7, parentDataProperty: "head", rootData, dynamicAnchors })) {
                                        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
                                        errors = vErrors.length;
                                      }
                                      var valid3 = _errs24 === errors;
                                    } else {
                                      var valid3 = true;
                                    }
                                    if (valid3) {
                                      if (data7.contributors !== void 0) {
                                        let data13 = data7.contributors;
                                        const _errs25 = errors;
                                        if (errors === _errs25) {
                                          if (Array.isArray(data13)) {
                                            var valid4 = true;
                                            const len1 = data13.length;
                                            for (let i1 = 0; i1 < len1; i1++) {
                                              const _errs27 = errors;
                                              if (!validate72(data13[i1], { instancePath: instancePath + "/documents/" + i0 + "/contributors/" + i1, parentData: data13, parentDataProperty: i1, rootData, dynamicAnchors })) {
                                                vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors);
                                                errors = vErrors.length;
                                              }
                                              var valid4 = _errs27 === errors;
                                              if (!valid4) {
                                                break;
                                              }
                                            }
                                          } else {
                                            validate101.errors = [{ instancePath: instancePath + "/documents/" + i0 + "/contributors", schemaPath: "#/properties/documents/items/properties/contributors/type", keyword: "type", params: { type: "array" }, schema: schema33.properties.documents.items.properties.contributors.type, parentSchema: schema33.properties.documents.items.properties.contributors, data: data13 }];
                                            return false;
                                          }
                                        }
                                        var valid3 = _errs25 === errors;
                                      } else {
                                        var valid3 = true;
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          }
                        } else {
                          validate101.errors = [{ instancePath: instancePath + "/documents/" + i0, schemaPath: "#/properties/documents/items/type", keyword: "type", params: { type: "object" }, schema: schema33.properties.documents.items.type, parentSchema: schema33.properties.documents.items, data: data7 }];
                          return false;
                        }
                      }
                      var valid2 = _errs14 === errors;
                      if (!valid2) {
                        break;
                      }
                    }
                  } else {
                    validate101.errors = [{ instancePath: instancePath + "/documents", schemaPath: "#/properties/documents/type", keyword: "type", params: { type: "array" }, schema: schema33.properties.documents.type, parentSchema: schema33.properties.documents, data: data6 }];
                    return false;
                  }
                }
                var valid0 = _errs12 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.pull !== void 0) {
                  const _errs28 = errors;
                  if (!validate55(data.pull, { instancePath: instancePath + "/pull", parentData: data, parentDataProperty: "pull", rootData, dynamicAnchors })) {
                    vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
                    errors = vErrors.length;
                  }
                  var valid0 = _errs28 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.headUsedBy !== void 0) {
                    let data16 = data.headUsedBy;
                    const _errs29 = errors;
                    if (errors === _errs29) {
                      if (Array.isArray(data16)) {
                        var valid5 = true;
                        const len2 = data16.length;
                        for (let i2 = 0; i2 < len2; i2++) {
                          const _errs31 = errors;
                          if (!validate84(data16[i2], { instancePath: instancePath + "/headUsedBy/" + i2, parentData: data16, parentDataProperty: i2, rootData, dynamicAnchors })) {
                            vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
                            errors = vErrors.length;
                          }
                          var valid5 = _errs31 === errors;
                          if (!valid5) {
                            break;
                          }
                        }
                      } else {
                        validate101.errors = [{ instancePath: instancePath + "/headUsedBy", schemaPath: "#/properties/headUsedBy/type", keyword: "type", params: { type: "array" }, schema: schema33.properties.headUsedBy.type, parentSchema: schema33.properties.headUsedBy, data: data16 }];
                        return false;
                      }
                    }
                    var valid0 = _errs29 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.quarantines !== void 0) {
                      let data18 = data.quarantines;
                      const _errs32 = errors;
                      if (errors === _errs32) {
                        if (Array.isArray(data18)) {
                          var valid6 = true;
                          const len3 = data18.length;
                          for (let i3 = 0; i3 < len3; i3++) {
                            let data19 = data18[i3];
                            const _errs34 = errors;
                            if (errors === _errs34) {
                              if (data19 && typeof data19 == "object" && !Array.isArray(data19)) {
                                let missing3;
                                if (data19.record === void 0 && (missing3 = "record") || data19.ids === void 0 && (missing3 = "ids") || data19.since === void 0 && (missing3 = "since") || data19.until === void 0 && (missing3 = "until")) {
                                  validate101.errors = [{ instancePath: instancePath + "/quarantines/" + i3, schemaPath: "#/properties/quarantines/items/required", keyword: "required", params: { missingProperty: missing3 }, schema: schema33.properties.quarantines.items.required, parentSchema: schema33.properties.quarantines.items, data: data19 }];
                                  return false;
                                } else {
                                  if (data19.record !== void 0) {
                                    const _errs36 = errors;
                                    if (!validate84(data19.record, { instancePath: instancePath + "/quarantines/" + i3 + "/record", parentData: data19, parentDataProperty: "record", rootData, dynamicAnchors })) {
                                      vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
                                      errors = vErrors.length;
                                    }
                                    var valid7 = _errs36 === errors;
                                  } else {
                                    var valid7 = true;
                                  }
                                  if (valid7) {
                                    if (data19.ids !== void 0) {
                                      let data21 = data19.ids;
                                      const _errs37 = errors;
                                      if (errors === _errs37) {
                                        if (Array.isArray(data21)) {
                                          var valid8 = true;
                                          const len4 = data21.length;
                                          for (let i4 = 0; i4 < len4; i4++) {
                                            const _errs39 = errors;
                                            if (!validate84(data21[i4], { instancePath: instancePath + "/quarantines/" + i3 + "/ids/" + i4, parentData: data21, parentDataProperty: i4, rootData, dynamicAnchors })) {
                                              vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
                                              errors = vErrors.length;
                                            }
                                            var valid8 = _errs39 === errors;
                                            if (!valid8) {
                                              break;
                                            }
                                          }
                                        } else {
                                          validate101.errors = [{ instancePath: instancePath + "/quarantines/" + i3 + "/ids", schemaPath: "#/properties/quarantines/items/properties/ids/type", keyword: "type", params: { type: "array" }, schema: schema33.properties.quarantines.items.properties.ids.type, parentSchema: schema33.properties.quarantines.items.properties.ids, data: data21 }];
                                          return false;
                                        }
                                      }
                                      var valid7 = _errs37 === errors;
                                    } else {
                                      var valid7 = true;
                                    }
                                    if (valid7) {
                                      if (data19.since !== void 0) {
                                        const _errs40 = errors;
                                        if (!validate59(data19.since, { instancePath: instancePath + "/quarantines/" + i3 + "/since", parentData: data19, parentDataProperty: "since", rootData, dynamicAnchors })) {
                                          vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
                                          errors = vErrors.length;
                                        }
                                        var valid7 = _errs40 === errors;
                                      } else {
                                        var valid7 = true;
                                      }
                                      if (valid7) {
                                        if (data19.until !== void 0) {
                                          const _errs41 = errors;
                                          if (!validate61(data19.until, { instancePath: instancePath + "/quarantines/" + i3 + "/until", parentData: data19, parentDataProperty: "until", rootData, dynamicAnchors })) {
                                            vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
                                            errors = vErrors.length;
                                          }
                                          var valid7 = _errs41 === errors;
                                        } else {
                                          var valid7 = true;
                                        }
                                      }
                                    }
                                  }
                                }
                              } else {
                                validate101.errors = [{ instancePath: instancePath + "/quarantines/" + i3, schemaPath: "#/properties/quarantines/items/type", keyword: "type", params: { type: "object" }, schema: schema33.properties.quarantines.items.type, parentSchema: schema33.properties.quarantines.items, data: data19 }];
                                return false;
                              }
                            }
                            var valid6 = _errs34 === errors;
                            if (!valid6) {
                              break;
                            }
                          }
                        } else {
                          validate101.errors = [{ instancePath: instancePath + "/quarantines", schemaPath: "#/properties/quarantines/type", keyword: "type", params: { type: "array" }, schema: schema33.properties.quarantines.type, parentSchema: schema33.properties.quarantines, data: data18 }];
                          return false;
                        }
                      }
                      var valid0 = _errs32 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.organization !== void 0) {
                        let data25 = data.organization;
                        const _errs42 = errors;
                        if (typeof data25 !== "string") {
                          validate101.errors = [{ instancePath: instancePath + "/organization", schemaPath: "#/properties/organization/type", keyword: "type", params: { type: "string" }, schema: schema33.properties.organization.type, parentSchema: schema33.properties.organization, data: data25 }];
                          return false;
                        }
                        var valid0 = _errs42 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.texts !== void 0) {
                          let data26 = data.texts;
                          const _errs44 = errors;
                          if (errors === _errs44) {
                            if (data26 && typeof data26 == "object" && !Array.isArray(data26)) {
                              for (const key0 in data26) {
                                let data27 = data26[key0];
                                const _errs47 = errors;
                                if (typeof data27 !== "string") {
                                  validate101.errors = [{ instancePath: instancePath + "/texts/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/texts/additionalProperties/type", keyword: "type", params: { type: "string" }, schema: schema33.properties.texts.additionalProperties.type, parentSchema: schema33.properties.texts.additionalProperties, data: data27 }];
                                  return false;
                                }
                                var valid9 = _errs47 === errors;
                                if (!valid9) {
                                  break;
                                }
                              }
                            } else {
                              validate101.errors = [{ instancePath: instancePath + "/texts", schemaPath: "#/properties/texts/type", keyword: "type", params: { type: "object" }, schema: schema33.properties.texts.type, parentSchema: schema33.properties.texts, data: data26 }];
                              return false;
                            }
                          }
                          var valid0 = _errs44 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.permissions !== void 0) {
                            let data28 = data.permissions;
                            const _errs49 = errors;
                            if (errors === _errs49) {
                              if (data28 && typeof data28 == "object" && !Array.isArray(data28)) {
                                for (const key1 in data28) {
                                  let data29 = data28[key1];
                                  const _errs52 = errors;
                                  if (!(data29 === "admin" || data29 === "write" || data29 === "read" || data29 === "none" || data29 === null)) {
                                    validate101.errors = [{ instancePath: instancePath + "/permissions/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/permissions/additionalProperties/enum", keyword: "enum", params: { allowedValues: schema33.properties.permissions.additionalProperties.enum }, schema: schema33.properties.permissions.additionalProperties.enum, parentSchema: schema33.properties.permissions.additionalProperties, data: data29 }];
                                    return false;
                                  }
                                  var valid10 = _errs52 === errors;
                                  if (!valid10) {
                                    break;
                                  }
                                }
                              } else {
                                validate101.errors = [{ instancePath: instancePath + "/permissions", schemaPath: "#/properties/permissions/type", keyword: "type", params: { type: "object" }, schema: schema33.properties.permissions.type, parentSchema: schema33.properties.permissions, data: data28 }];
                                return false;
                              }
                            }
                            var valid0 = _errs49 === errors;
                          } else {
                            var valid0 = true;
                          }
                          if (valid0) {
                            if (data.teams !== void 0) {
                              let data30 = data.teams;
                              const _errs53 = errors;
                              if (errors === _errs53) {
                                if (data30 && typeof data30 == "object" && !Array.isArray(data30)) {
                                  for (const key2 in data30) {
                                    let data31 = data30[key2];
                                    const _errs56 = errors;
                                    if (!Array.isArray(data31) && data31 !== null) {
                                      validate101.errors = [{ instancePath: instancePath + "/teams/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/teams/additionalProperties/type", keyword: "type", params: { type: schema33.properties.teams.additionalProperties.type }, schema: schema33.properties.teams.additionalProperties.type, parentSchema: schema33.properties.teams.additionalProperties, data: data31 }];
                                      return false;
                                    }
                                    if (errors === _errs56) {
                                      if (Array.isArray(data31)) {
                                        var valid12 = true;
                                        const len5 = data31.length;
                                        for (let i5 = 0; i5 < len5; i5++) {
                                          const _errs58 = errors;
                                          if (!validate84(data31[i5], { instancePath: instancePath + "/teams/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i5, parentData: data31, parentDataProperty: i5, rootData, dynamicAnchors })) {
                                            vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
                                            errors = vErrors.length;
                                          }
                                          var valid12 = _errs58 === errors;
                                          if (!valid12) {
                                            break;
                                          }
                                        }
                                      }
                                    }
                                    var valid11 = _errs56 === errors;
                                    if (!valid11) {
                                      break;
                                    }
                                  }
                                } else {
                                  validate101.errors = [{ instancePath: instancePath + "/teams", schemaPath: "#/properties/teams/type", keyword: "type", params: { type: "object" }, schema: schema33.properties.teams.type, parentSchema: schema33.properties.teams, data: data30 }];
                                  return false;
                                }
                              }
                              var valid0 = _errs53 === errors;
                            } else {
                              var valid0 = true;
                            }
                            if (valid0) {
                              if (data.secondFactors !== void 0) {
                                let data33 = data.secondFactors;
                                const _errs59 = errors;
                                if (errors === _errs59) {
                                  if (data33 && typeof data33 == "object" && !Array.isArray(data33)) {
                                    let missing4;
                                    if (data33.required === void 0 && (missing4 = "required") || data33.enabled === void 0 && (missing4 = "enabled")) {
                                      validate101.errors = [{ instancePath: instancePath + "/secondFactors", schemaPath: "#/properties/secondFactors/required", keyword: "required", params: { missingProperty: missing4 }, schema: schema33.properties.secondFactors.required, parentSchema: schema33.properties.secondFactors, data: data33 }];
                                      return false;
                                    } else {
                                      if (data33.required !== void 0) {
                                        let data34 = data33.required;
                                        const _errs61 = errors;
                                        if (typeof data34 !== "boolean" && data34 !== null) {
                                          validate101.errors = [{ instancePath: instancePath + "/secondFactors/required", schemaPath: "#/properties/secondFactors/properties/required/type", keyword: "type", params: { type: schema33.properties.secondFactors.properties.required.type }, schema: schema33.properties.secondFactors.properties.required.type, parentSchema: schema33.properties.secondFactors.properties.required, data: data34 }];
                                          return false;
                                        }
                                        var valid13 = _errs61 === errors;
                                      } else {
                                        var valid13 = true;
                                      }
                                      if (valid13) {
                                        if (data33.enabled !== void 0) {
                                          let data35 = data33.enabled;
                                          const _errs63 = errors;
                                          if (errors === _errs63) {
                                            if (data35 && typeof data35 == "object" && !Array.isArray(data35)) {
                                              for (const key3 in data35) {
                                                let data36 = data35[key3];
                                                const _errs66 = errors;
                                                if (typeof data36 !== "boolean" && data36 !== null) {
                                                  validate101.errors = [{ instancePath: instancePath + "/secondFactors/enabled/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/secondFactors/properties/enabled/additionalProperties/type", keyword: "type", params: { type: schema33.properties.secondFactors.properties.enabled.additionalProperties.type }, schema: schema33.properties.secondFactors.properties.enabled.additionalProperties.type, parentSchema: schema33.properties.secondFactors.properties.enabled.additionalProperties, data: data36 }];
                                                  return false;
                                                }
                                                var valid14 = _errs66 === errors;
                                                if (!valid14) {
                                                  break;
                                                }
                                              }
                                            } else {
                                              validate101.errors = [{ instancePath: instancePath + "/secondFactors/enabled", schemaPath: "#/properties/secondFactors/properties/enabled/type", keyword: "type", params: { type: "object" }, schema: schema33.properties.secondFactors.properties.enabled.type, parentSchema: schema33.properties.secondFactors.properties.enabled, data: data35 }];
                                              return false;
                                            }
                                          }
                                          var valid13 = _errs63 === errors;
                                        } else {
                                          var valid13 = true;
                                        }
                                      }
                                    }
                                  } else {
                                    validate101.errors = [{ instancePath: instancePath + "/secondFactors", schemaPath: "#/properties/secondFactors/type", keyword: "type", params: { type: "object" }, schema: schema33.properties.secondFactors.type, parentSchema: schema33.properties.secondFactors, data: data33 }];
                                    return false;
                                  }
                                }
                                var valid0 = _errs59 === errors;
                              } else {
                                var valid0 = true;
                              }
                              if (valid0) {
                                if (data.identities !== void 0) {
                                  let data37 = data.identities;
                                  const _errs68 = errors;
                                  if (errors === _errs68) {
                                    if (data37 && typeof data37 == "object" && !Array.isArray(data37)) {
                                      for (const key4 in data37) {
                                        let data38 = data37[key4];
                                        const _errs71 = errors;
                                        if (typeof data38 !== "string" && data38 !== null) {
                                          validate101.errors = [{ instancePath: instancePath + "/identities/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/identities/additionalProperties/type", keyword: "type", params: { type: schema33.properties.identities.additionalProperties.type }, schema: schema33.properties.identities.additionalProperties.type, parentSchema: schema33.properties.identities.additionalProperties, data: data38 }];
                                          return false;
                                        }
                                        var valid15 = _errs71 === errors;
                                        if (!valid15) {
                                          break;
                                        }
                                      }
                                    } else {
                                      validate101.errors = [{ instancePath: instancePath + "/identities", schemaPath: "#/properties/identities/type", keyword: "type", params: { type: "object" }, schema: schema33.properties.identities.type, parentSchema: schema33.properties.identities, data: data37 }];
                                      return false;
                                    }
                                  }
                                  var valid0 = _errs68 === errors;
                                } else {
                                  var valid0 = true;
                                }
                                if (valid0) {
                                  if (data.judgedEachTime !== void 0) {
                                    let data39 = data.judgedEachTime;
                                    const _errs73 = errors;
                                    if (true !== data39) {
                                      validate101.errors = [{ instancePath: instancePath + "/judgedEachTime", schemaPath: "#/properties/judgedEachTime/const", keyword: "const", params: { allowedValue: true }, schema: true, parentSchema: schema33.properties.judgedEachTime, data: data39 }];
                                      return false;
                                    }
                                    var valid0 = _errs73 === errors;
                                  } else {
                                    var valid0 = true;
                                  }
                                  if (valid0) {
                                    if (data.gathered !== void 0) {
                                      const _errs74 = errors;
                                      if (!validate59(data.gathered, { instancePath: instancePath + "/gathered", parentData: data, parentDataProperty: "gathered", rootData, dynamicAnchors })) {
                                        vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
                                        errors = vErrors.length;
                                      }
                                      var valid0 = _errs74 === errors;
                                    } else {
                                      var valid0 = true;
                                    }
                                  }
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate101.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema33.type, parentSchema: schema33, data }];
      return false;
    }
  }
  validate101.errors = vErrors;
  return errors === 0;
}
validate101.evaluated = { "props": { "repository": true, "commit": true, "at": true, "documents": true, "pull": true, "headUsedBy": true, "quarantines": true, "organization": true, "texts": true, "permissions": true, "teams": true, "secondFactors": true, "identities": true, "judgedEachTime": true, "gathered": true }, "dynamicProps": false, "dynamicItems": false };
export {
  change,
  evidence
};
