// Generated from policies/schema/ by scripts/generate-validators.ts; do not edit.
var record = validate52;
var schema19 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:pullcord:schema:record:1", "title": "Record", "description": "one record of the ledger, on one line; other members are allowed", "type": "object", "required": ["schema", "seq", "kind", "at", "pull", "reasons"], "properties": { "schema": { "title": "Schema", "description": "the version of this form", "const": 1 }, "seq": { "title": "Number", "description": "the record's number; the first is 0", "type": "number" }, "kind": { "title": "Kind", "description": "the kind of event", "enum": ["genesis", "policies-changed", "intent", "activated", "ended", "revoked", "removed", "altered", "unexplained", "refused", "lapsed", "reviewed", "review-overdue", "quarantined", "released", "deny-policies", "used", "heartbeat", "key-rotated"] }, "at": { "title": "At", "description": "the time of the observation, by the clocks of GitHub and Google", "$ref": "#/$defs/instant" }, "pull": { "title": "Pull request", "description": "the pull request's number; null if the record has no pull request", "type": ["number", "null"] }, "request": { "title": "Request", "description": "the request file", "type": "object", "required": ["path"], "properties": { "path": { "title": "Path", "description": "the request file's path, blob and address", "type": "string" } } }, "decision": { "title": "Decision", "description": "the decision and the evidence it rests on, JSON of any form" }, "grant": { "title": "Grant", "description": "the access as it was decided", "$ref": "#/$defs/grant" }, "bindings": { "title": "Bindings", "description": "the bindings of each role on each resource, before and after", "type": "array", "items": { "$ref": "#/$defs/binding" } }, "quarantine": { "title": "Quarantine", "description": "on quarantined only: the person in quarantine", "$ref": "#/$defs/quarantine" }, "release": { "title": "Release", "description": "on released only: the quarantine that was lifted", "$ref": "#/$defs/ofQuarantine" }, "deny": { "title": "Deny policies", "description": "on deny-policies only: the result for each deny policy", "$ref": "#/$defs/deny" }, "review": { "title": "Review", "description": "on reviewed: the review of a break-glass access" }, "change": { "title": "Change", "description": "on policies-changed only: the verdicts on a change of documents", "$ref": "#/$defs/change" }, "usage": { "title": "Usage", "description": "on used only: the principal's calls in the audit logs", "$ref": "#/$defs/usage" }, "reasons": { "title": "Reasons", "description": "the reasons, as codes and sentences", "type": "array" }, "run": { "title": "Run", "description": "the run that wrote it" }, "tool": { "title": "Tool", "description": "the name and version of the program that wrote it" }, "genesis": { "title": "Genesis", "description": "on the first record only: the documents at the start of the ledger" }, "keys": { "title": "Keys", "description": "on genesis and key-rotated only: the keys that sign from this record on", "type": "array", "items": { "type": "string" } }, "voids": { "title": "Voids", "description": "on heartbeat only: numbers of earlier records that do not count; each is below the record's own number", "type": "array", "minItems": 1, "items": { "type": "integer", "minimum": 1, "maximum": 9007199254740991 } }, "open": { "title": "Snapshot", "description": "on the first record of every file but the first: SHA-256 of audit/open.json", "type": "string", "pattern": "^[0-9a-f]{64}$" }, "parent": { "title": "Parent", "description": "on the first record of a commit or a file: the commit that it was appended to", "type": "string", "pattern": "^(?:[0-9a-f]{40}|[0-9a-f]{64})$" } }, "dependentSchemas": { "quarantine": { "properties": { "kind": { "const": "quarantined" } } }, "release": { "properties": { "kind": { "const": "released" } } }, "deny": { "properties": { "kind": { "const": "deny-policies" } } }, "usage": { "properties": { "kind": { "const": "used" } } }, "keys": { "properties": { "kind": { "enum": ["genesis", "key-rotated"] } } }, "voids": { "properties": { "kind": { "const": "heartbeat" } } }, "change": { "properties": { "kind": { "const": "policies-changed" } } } }, "allOf": [{ "if": { "properties": { "kind": { "const": "genesis" } } }, "then": { "required": ["genesis"], "properties": { "genesis": { "$ref": "#/$defs/genesis" } } } }, { "if": { "properties": { "kind": { "const": "reviewed" } } }, "then": { "required": ["review"], "properties": { "review": { "$ref": "#/$defs/review" } } } }, { "if": { "properties": { "kind": { "const": "quarantined" } } }, "then": { "required": ["quarantine"], "properties": { "quarantine": {} } } }, { "if": { "properties": { "kind": { "const": "released" } } }, "then": { "required": ["release"], "properties": { "release": {} } } }, { "if": { "properties": { "kind": { "const": "deny-policies" } } }, "then": { "required": ["deny"], "properties": { "deny": {} } } }, { "if": { "properties": { "kind": { "const": "used" } } }, "then": { "required": ["usage"], "properties": { "usage": {} } } }, { "if": { "properties": { "kind": { "const": "key-rotated" } } }, "then": { "required": ["keys"], "properties": { "keys": {} } } }, { "if": { "properties": { "kind": { "const": "policies-changed" } } }, "then": { "required": ["change"], "properties": { "change": {} } } }], "$defs": { "instant": { "title": "Instant", "description": "a second that exists, in UTC: 2026-11-24T02:17:00Z", "type": "string", "pattern": "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$" }, "binding": { "title": "Binding", "description": "one role on one resource: our bindings before and after", "type": "object", "required": ["resource", "role", "before", "after", "unconditionalBefore"], "properties": { "resource": { "title": "Resource", "description": "the resource", "type": "string" }, "role": { "title": "Role", "description": "the IAM role", "type": "string" }, "before": { "title": "Before", "description": "our bindings before", "type": "array" }, "after": { "title": "After", "description": "our bindings after", "type": "array" }, "unconditionalBefore": { "title": "Unconditional before", "description": "members that held the role without Pullcord", "type": "array" } } }, "grant": { "title": "Grant", "description": "the access of one approved request", "type": "object", "required": ["pull", "url", "path", "policy", "principal", "requester", "access", "window"], "properties": { "pull": { "title": "Pull request", "description": "its number", "type": "number" }, "url": { "title": "URL", "description": "the pull request's address", "type": "string" }, "path": { "title": "Path", "description": "the request file", "type": "string" }, "policy": { "title": "Policy", "description": "the policy's name", "type": "string" }, "principal": { "title": "Principal", "description": "the principal that receives the access", "type": "string" }, "requester": { "title": "Requester", "description": "the requester", "type": "object", "required": ["login"], "properties": { "login": { "title": "Login", "description": "the name on GitHub", "type": "string" } } }, "access": { "title": "Access", "description": "the roles and resources", "type": "array", "items": { "title": "Access", "description": "one role on one resource", "type": "object", "required": ["resource", "role"], "properties": { "resource": { "title": "Resource", "description": "the resource", "type": "string" }, "role": { "title": "Role", "description": "the IAM role", "type": "string" }, "only": { "title": "Only", "description": "the narrowing of the access", "type": ["object", "array"] } } } }, "window": { "title": "Window", "description": "from the start on, before the end", "type": "object", "required": ["start", "end"], "properties": { "start": { "title": "Start", "description": "the first second", "$ref": "#/$defs/instant" }, "end": { "title": "End", "description": "the second after the last", "$ref": "#/$defs/instant" } } }, "breakGlass": { "title": "Break glass", "description": "the review that is owed", "type": "object", "required": ["from", "within"], "properties": { "from": { "title": "From", "description": "teams and people; one of them must review", "type": "array" }, "within": { "title": "Within", "description": "seconds in which the review is due", "type": "number", "minimum": 0, "maximum": 604800 } } } } }, "quarantine": { "title": "Quarantine", "description": "the person in quarantine, and the reason", "type": "object", "required": ["ids", "login", "principals", "by", "why"], "properties": { "ids": { "title": "Ids", "description": "the numbers of the person's accounts", "type": "array", "minItems": 1, "items": { "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 } }, "login": { "title": "Login", "description": "the name on GitHub; null: the organization does not know the person", "type": ["string", "null"] }, "principals": { "title": "Principals", "description": "IAM members that received the person's access", "type": "array", "items": { "type": "string" } }, "by": { "title": "By", "description": "the person who ordered it", "type": "string" }, "why": { "title": "Why", "description": "the reason they gave", "type": "string" } } }, "ofQuarantine": { "title": "Quarantine reference", "description": "the record of a quarantine", "type": "object", "required": ["record"], "properties": { "record": { "title": "Record", "description": "the number of the record of the quarantine", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 } } }, "deny": { "title": "Deny policies", "description": "the results for the deny policies of a quarantine", "type": "object", "required": ["record", "policies"], "properties": { "record": { "title": "Record", "description": "the number of the record of the quarantine", "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 }, "policies": { "title": "Policies", "description": "each deny policy", "type": "array", "items": { "title": "Deny policy", "description": "one deny policy on one resource", "type": "object", "required": ["resource", "policy", "is"], "properties": { "resource": { "title": "Resource", "description": "the project, folder or organization", "type": "string" }, "policy": { "title": "Policy", "description": "its id there", "type": "string" }, "is": { "title": "Is", "description": "the result for this deny policy", "type": "string" } } } } } }, "review": { "title": "Review", "description": "the review of a break-glass access", "type": "object", "required": ["by", "verdict", "sentence", "evidence"], "properties": { "by": { "title": "By", "description": "the reviewer", "type": "object", "required": ["login"], "properties": { "login": { "title": "Login", "description": "the name on GitHub", "type": "string" } } }, "verdict": { "title": "Verdict", "description": "the reviewer's verdict", "enum": ["justified", "not justified"] }, "sentence": { "title": "Sentence", "description": "the reviewer's text", "type": "string" }, "evidence": { "title": "Evidence", "description": "the place of the text", "type": "object", "required": ["url"], "properties": { "url": { "title": "URL", "description": "its address", "type": "string" } } } } }, "genesis": { "title": "Genesis", "description": "the documents at the start of the ledger", "type": "object", "required": ["installation", "repository", "policies", "requests"], "properties": { "installation": { "title": "Installation", "description": "the name of the installation", "type": "string" }, "repository": { "title": "Repository", "description": "the repository", "type": "object", "required": ["id"], "properties": { "id": { "title": "Id", "description": "its number on GitHub", "type": "number" } } }, "policies": { "title": "Policies", "description": "blob ids by path under policies/", "type": ["object", "array"] }, "requests": { "title": "Requests", "description": "blob ids by path of request files that were there before", "type": ["object", "array"] } } }, "usage": { "title": "Usage", "description": "the principal's calls that Google's audit logs show", "type": "object", "required": ["used", "window", "calls", "denied", "first", "last", "rows", "more", "sees", "unread"], "properties": { "used": { "title": "Used", "description": "true if a call was allowed; null: not known", "type": ["boolean", "null"] }, "window": { "title": "Window", "description": "the time span that was read", "type": "object", "required": ["start", "end"], "properties": { "start": { "title": "Start", "description": "the first second", "type": "string" }, "end": { "title": "End", "description": "the second after the last", "type": "string" } } }, "calls": { "title": "Calls", "description": "the number of allowed calls", "type": "number" }, "denied": { "title": "Denied", "description": "the number of denied calls", "type": "number" }, "first": { "title": "First", "description": "the time of the first call; null: there was none", "type": ["string", "null"] }, "last": { "title": "Last", "description": "the time of the last call; null: there was none", "type": ["string", "null"] }, "rows": { "title": "Rows", "description": "one row for each method on each resource", "type": "array", "items": { "title": "Row", "description": "calls of one method on one resource", "type": "object", "required": ["service", "method", "resource", "calls", "denied"], "properties": { "service": { "title": "Service", "description": "the API", "type": "string" }, "method": { "title": "Method", "description": "the method", "type": "string" }, "resource": { "title": "Resource", "description": "the resource", "type": "string" }, "calls": { "title": "Calls", "description": "the number of allowed calls", "type": "number" }, "denied": { "title": "Denied", "description": "the number of denied calls", "type": "number" } } } }, "more": { "title": "More", "description": "the number of rows left out", "type": "number" }, "sees": { "title": "Sees", "description": "the coverage of each log", "type": "array", "items": { "title": "Log", "description": "one audit log of one resource", "type": "object", "required": ["resource", "log", "state"], "properties": { "resource": { "title": "Resource", "description": "the resource", "type": "string" }, "log": { "title": "Log", "description": "the log", "type": "string" }, "state": { "title": "State", "description": "the coverage of the log", "type": "string" } } } }, "unread": { "title": "Unread", "description": "the reason the calls may be incomplete", "type": "array", "items": { "type": "string" } } } }, "change": { "title": "Change", "description": "the verdicts on a change of documents, with their evidence", "type": "object", "required": ["commit", "at", "documents", "approvedBy", "evidence"], "properties": { "commit": { "title": "Commit", "description": "the commit of the default branch", "type": "string" }, "at": { "title": "At", "description": "its time", "$ref": "#/$defs/instant" }, "documents": { "title": "Documents", "description": "the verdict on each document", "type": "array", "items": { "title": "Verdict", "description": "the verdict on one document", "type": "object", "required": ["path", "blob", "verdict", "reasons"], "properties": { "path": { "title": "Path", "description": "the document", "type": "string" }, "blob": { "title": "Blob", "description": "its blob after the change; null: it was removed", "type": ["string", "null"] }, "verdict": { "title": "Verdict", "description": "the verdict", "enum": ["accepted", "not accepted"] }, "reasons": { "title": "Reasons", "description": "codes and sentences", "type": "array", "items": { "title": "Reason", "description": "one reason", "type": "object", "required": ["code", "sentence"], "properties": { "code": { "title": "Code", "description": "its code", "type": "string" }, "sentence": { "title": "Sentence", "description": "its sentence", "type": "string" } } } }, "contributors": { "title": "Contributors", "description": "on not accepted: numbers of everybody who changed the document since its accepted version; null: a person not named", "type": "array", "items": { "type": ["integer", "null"] } } } } }, "approvedBy": { "title": "Approved by", "description": "logins of the people whose approvals counted", "type": "array", "items": { "type": "string" } }, "evidence": { "title": "Evidence", "description": "the facts that the verdicts rest on", "type": "object", "required": ["pull"], "properties": { "pull": { "title": "Pull request", "description": "the pull request; null: none", "type": ["object", "null"], "required": ["number", "url", "head"], "properties": { "number": { "title": "Number", "description": "its number", "type": "integer" }, "url": { "title": "URL", "description": "its address", "type": "string" }, "head": { "title": "Head", "description": "its head commit", "type": "object", "required": ["sha"], "properties": { "sha": { "title": "Commit", "description": "its id", "type": "string" } } } } } } } } } } };
var schema20 = { "title": "Genesis", "description": "the documents at the start of the ledger", "type": "object", "required": ["installation", "repository", "policies", "requests"], "properties": { "installation": { "title": "Installation", "description": "the name of the installation", "type": "string" }, "repository": { "title": "Repository", "description": "the repository", "type": "object", "required": ["id"], "properties": { "id": { "title": "Id", "description": "its number on GitHub", "type": "number" } } }, "policies": { "title": "Policies", "description": "blob ids by path under policies/", "type": ["object", "array"] }, "requests": { "title": "Requests", "description": "blob ids by path of request files that were there before", "type": ["object", "array"] } } };
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
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.installation === void 0 && (missing0 = "installation") || data.repository === void 0 && (missing0 = "repository") || data.policies === void 0 && (missing0 = "policies") || data.requests === void 0 && (missing0 = "requests")) {
        validate53.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.installation !== void 0) {
          const _errs1 = errors;
          if (typeof data.installation !== "string") {
            validate53.errors = [{ instancePath: instancePath + "/installation", schemaPath: "#/properties/installation/type", keyword: "type", params: { type: "string" } }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.repository !== void 0) {
            let data1 = data.repository;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                let missing1;
                if (data1.id === void 0 && (missing1 = "id")) {
                  validate53.errors = [{ instancePath: instancePath + "/repository", schemaPath: "#/properties/repository/required", keyword: "required", params: { missingProperty: missing1 } }];
                  return false;
                } else {
                  if (data1.id !== void 0) {
                    let data2 = data1.id;
                    if (!(typeof data2 == "number" && isFinite(data2))) {
                      validate53.errors = [{ instancePath: instancePath + "/repository/id", schemaPath: "#/properties/repository/properties/id/type", keyword: "type", params: { type: "number" } }];
                      return false;
                    }
                  }
                }
              } else {
                validate53.errors = [{ instancePath: instancePath + "/repository", schemaPath: "#/properties/repository/type", keyword: "type", params: { type: "object" } }];
                return false;
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.policies !== void 0) {
              let data3 = data.policies;
              const _errs7 = errors;
              if (!data3 || typeof data3 != "object") {
                validate53.errors = [{ instancePath: instancePath + "/policies", schemaPath: "#/properties/policies/type", keyword: "type", params: { type: schema20.properties.policies.type } }];
                return false;
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.requests !== void 0) {
                let data4 = data.requests;
                const _errs9 = errors;
                if (!data4 || typeof data4 != "object") {
                  validate53.errors = [{ instancePath: instancePath + "/requests", schemaPath: "#/properties/requests/type", keyword: "type", params: { type: schema20.properties.requests.type } }];
                  return false;
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate53.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate53.errors = vErrors;
  return errors === 0;
}
validate53.evaluated = { "props": { "installation": true, "repository": true, "policies": true, "requests": true }, "dynamicProps": false, "dynamicItems": false };
var schema21 = { "title": "Review", "description": "the review of a break-glass access", "type": "object", "required": ["by", "verdict", "sentence", "evidence"], "properties": { "by": { "title": "By", "description": "the reviewer", "type": "object", "required": ["login"], "properties": { "login": { "title": "Login", "description": "the name on GitHub", "type": "string" } } }, "verdict": { "title": "Verdict", "description": "the reviewer's verdict", "enum": ["justified", "not justified"] }, "sentence": { "title": "Sentence", "description": "the reviewer's text", "type": "string" }, "evidence": { "title": "Evidence", "description": "the place of the text", "type": "object", "required": ["url"], "properties": { "url": { "title": "URL", "description": "its address", "type": "string" } } } } };
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
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.by === void 0 && (missing0 = "by") || data.verdict === void 0 && (missing0 = "verdict") || data.sentence === void 0 && (missing0 = "sentence") || data.evidence === void 0 && (missing0 = "evidence")) {
        validate55.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.by !== void 0) {
          let data0 = data.by;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
              let missing1;
              if (data0.login === void 0 && (missing1 = "login")) {
                validate55.errors = [{ instancePath: instancePath + "/by", schemaPath: "#/properties/by/required", keyword: "required", params: { missingProperty: missing1 } }];
                return false;
              } else {
                if (data0.login !== void 0) {
                  if (typeof data0.login !== "string") {
                    validate55.errors = [{ instancePath: instancePath + "/by/login", schemaPath: "#/properties/by/properties/login/type", keyword: "type", params: { type: "string" } }];
                    return false;
                  }
                }
              }
            } else {
              validate55.errors = [{ instancePath: instancePath + "/by", schemaPath: "#/properties/by/type", keyword: "type", params: { type: "object" } }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.verdict !== void 0) {
            let data2 = data.verdict;
            const _errs5 = errors;
            if (!(data2 === "justified" || data2 === "not justified")) {
              validate55.errors = [{ instancePath: instancePath + "/verdict", schemaPath: "#/properties/verdict/enum", keyword: "enum", params: { allowedValues: schema21.properties.verdict.enum } }];
              return false;
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.sentence !== void 0) {
              const _errs6 = errors;
              if (typeof data.sentence !== "string") {
                validate55.errors = [{ instancePath: instancePath + "/sentence", schemaPath: "#/properties/sentence/type", keyword: "type", params: { type: "string" } }];
                return false;
              }
              var valid0 = _errs6 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.evidence !== void 0) {
                let data4 = data.evidence;
                const _errs8 = errors;
                if (errors === _errs8) {
                  if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
                    let missing2;
                    if (data4.url === void 0 && (missing2 = "url")) {
                      validate55.errors = [{ instancePath: instancePath + "/evidence", schemaPath: "#/properties/evidence/required", keyword: "required", params: { missingProperty: missing2 } }];
                      return false;
                    } else {
                      if (data4.url !== void 0) {
                        if (typeof data4.url !== "string") {
                          validate55.errors = [{ instancePath: instancePath + "/evidence/url", schemaPath: "#/properties/evidence/properties/url/type", keyword: "type", params: { type: "string" } }];
                          return false;
                        }
                      }
                    }
                  } else {
                    validate55.errors = [{ instancePath: instancePath + "/evidence", schemaPath: "#/properties/evidence/type", keyword: "type", params: { type: "object" } }];
                    return false;
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
    } else {
      validate55.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate55.errors = vErrors;
  return errors === 0;
}
validate55.evaluated = { "props": { "by": true, "verdict": true, "sentence": true, "evidence": true }, "dynamicProps": false, "dynamicItems": false };
var pattern3 = new RegExp("^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$", "u");
function validate57(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate57.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (typeof data === "string") {
      if (!pattern3.test(data)) {
        validate57.errors = [{ instancePath, schemaPath: "#/pattern", keyword: "pattern", params: { pattern: "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$" } }];
        return false;
      }
    } else {
      validate57.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" } }];
      return false;
    }
  }
  validate57.errors = vErrors;
  return errors === 0;
}
validate57.evaluated = { "dynamicProps": false, "dynamicItems": false };
var schema23 = { "title": "Grant", "description": "the access of one approved request", "type": "object", "required": ["pull", "url", "path", "policy", "principal", "requester", "access", "window"], "properties": { "pull": { "title": "Pull request", "description": "its number", "type": "number" }, "url": { "title": "URL", "description": "the pull request's address", "type": "string" }, "path": { "title": "Path", "description": "the request file", "type": "string" }, "policy": { "title": "Policy", "description": "the policy's name", "type": "string" }, "principal": { "title": "Principal", "description": "the principal that receives the access", "type": "string" }, "requester": { "title": "Requester", "description": "the requester", "type": "object", "required": ["login"], "properties": { "login": { "title": "Login", "description": "the name on GitHub", "type": "string" } } }, "access": { "title": "Access", "description": "the roles and resources", "type": "array", "items": { "title": "Access", "description": "one role on one resource", "type": "object", "required": ["resource", "role"], "properties": { "resource": { "title": "Resource", "description": "the resource", "type": "string" }, "role": { "title": "Role", "description": "the IAM role", "type": "string" }, "only": { "title": "Only", "description": "the narrowing of the access", "type": ["object", "array"] } } } }, "window": { "title": "Window", "description": "from the start on, before the end", "type": "object", "required": ["start", "end"], "properties": { "start": { "title": "Start", "description": "the first second", "$ref": "#/$defs/instant" }, "end": { "title": "End", "description": "the second after the last", "$ref": "#/$defs/instant" } } }, "breakGlass": { "title": "Break glass", "description": "the review that is owed", "type": "object", "required": ["from", "within"], "properties": { "from": { "title": "From", "description": "teams and people; one of them must review", "type": "array" }, "within": { "title": "Within", "description": "seconds in which the review is due", "type": "number", "minimum": 0, "maximum": 604800 } } } } };
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
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.pull === void 0 && (missing0 = "pull") || data.url === void 0 && (missing0 = "url") || data.path === void 0 && (missing0 = "path") || data.policy === void 0 && (missing0 = "policy") || data.principal === void 0 && (missing0 = "principal") || data.requester === void 0 && (missing0 = "requester") || data.access === void 0 && (missing0 = "access") || data.window === void 0 && (missing0 = "window")) {
        validate59.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.pull !== void 0) {
          let data0 = data.pull;
          const _errs1 = errors;
          if (!(typeof data0 == "number" && isFinite(data0))) {
            validate59.errors = [{ instancePath: instancePath + "/pull", schemaPath: "#/properties/pull/type", keyword: "type", params: { type: "number" } }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.url !== void 0) {
            const _errs3 = errors;
            if (typeof data.url !== "string") {
              validate59.errors = [{ instancePath: instancePath + "/url", schemaPath: "#/properties/url/type", keyword: "type", params: { type: "string" } }];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.path !== void 0) {
              const _errs5 = errors;
              if (typeof data.path !== "string") {
                validate59.errors = [{ instancePath: instancePath + "/path", schemaPath: "#/properties/path/type", keyword: "type", params: { type: "string" } }];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.policy !== void 0) {
                const _errs7 = errors;
                if (typeof data.policy !== "string") {
                  validate59.errors = [{ instancePath: instancePath + "/policy", schemaPath: "#/properties/policy/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.principal !== void 0) {
                  const _errs9 = errors;
                  if (typeof data.principal !== "string") {
                    validate59.errors = [{ instancePath: instancePath + "/principal", schemaPath: "#/properties/principal/type", keyword: "type", params: { type: "string" } }];
                    return false;
                  }
                  var valid0 = _errs9 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.requester !== void 0) {
                    let data5 = data.requester;
                    const _errs11 = errors;
                    if (errors === _errs11) {
                      if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
                        let missing1;
                        if (data5.login === void 0 && (missing1 = "login")) {
                          validate59.errors = [{ instancePath: instancePath + "/requester", schemaPath: "#/properties/requester/required", keyword: "required", params: { missingProperty: missing1 } }];
                          return false;
                        } else {
                          if (data5.login !== void 0) {
                            if (typeof data5.login !== "string") {
                              validate59.errors = [{ instancePath: instancePath + "/requester/login", schemaPath: "#/properties/requester/properties/login/type", keyword: "type", params: { type: "string" } }];
                              return false;
                            }
                          }
                        }
                      } else {
                        validate59.errors = [{ instancePath: instancePath + "/requester", schemaPath: "#/properties/requester/type", keyword: "type", params: { type: "object" } }];
                        return false;
                      }
                    }
                    var valid0 = _errs11 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.access !== void 0) {
                      let data7 = data.access;
                      const _errs15 = errors;
                      if (errors === _errs15) {
                        if (Array.isArray(data7)) {
                          var valid2 = true;
                          const len0 = data7.length;
                          for (let i0 = 0; i0 < len0; i0++) {
                            let data8 = data7[i0];
                            const _errs17 = errors;
                            if (errors === _errs17) {
                              if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
                                let missing2;
                                if (data8.resource === void 0 && (missing2 = "resource") || data8.role === void 0 && (missing2 = "role")) {
                                  validate59.errors = [{ instancePath: instancePath + "/access/" + i0, schemaPath: "#/properties/access/items/required", keyword: "required", params: { missingProperty: missing2 } }];
                                  return false;
                                } else {
                                  if (data8.resource !== void 0) {
                                    const _errs19 = errors;
                                    if (typeof data8.resource !== "string") {
                                      validate59.errors = [{ instancePath: instancePath + "/access/" + i0 + "/resource", schemaPath: "#/properties/access/items/properties/resource/type", keyword: "type", params: { type: "string" } }];
                                      return false;
                                    }
                                    var valid3 = _errs19 === errors;
                                  } else {
                                    var valid3 = true;
                                  }
                                  if (valid3) {
                                    if (data8.role !== void 0) {
                                      const _errs21 = errors;
                                      if (typeof data8.role !== "string") {
                                        validate59.errors = [{ instancePath: instancePath + "/access/" + i0 + "/role", schemaPath: "#/properties/access/items/properties/role/type", keyword: "type", params: { type: "string" } }];
                                        return false;
                                      }
                                      var valid3 = _errs21 === errors;
                                    } else {
                                      var valid3 = true;
                                    }
                                    if (valid3) {
                                      if (data8.only !== void 0) {
                                        let data11 = data8.only;
                                        const _errs23 = errors;
                                        if (!data11 || typeof data11 != "object") {
                                          validate59.errors = [{ instancePath: instancePath + "/access/" + i0 + "/only", schemaPath: "#/properties/access/items/properties/only/type", keyword: "type", params: { type: schema23.properties.access.items.properties.only.type } }];
                                          return false;
                                        }
                                        var valid3 = _errs23 === errors;
                                      } else {
                                        var valid3 = true;
                                      }
                                    }
                                  }
                                }
                              } else {
                                validate59.errors = [{ instancePath: instancePath + "/access/" + i0, schemaPath: "#/properties/access/items/type", keyword: "type", params: { type: "object" } }];
                                return false;
                              }
                            }
                            var valid2 = _errs17 === errors;
                            if (!valid2) {
                              break;
                            }
                          }
                        } else {
                          validate59.errors = [{ instancePath: instancePath + "/access", schemaPath: "#/properties/access/type", keyword: "type", params: { type: "array" } }];
                          return false;
                        }
                      }
                      var valid0 = _errs15 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.window !== void 0) {
                        let data12 = data.window;
                        const _errs25 = errors;
                        if (errors === _errs25) {
                          if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
                            let missing3;
                            if (data12.start === void 0 && (missing3 = "start") || data12.end === void 0 && (missing3 = "end")) {
                              validate59.errors = [{ instancePath: instancePath + "/window", schemaPath: "#/properties/window/required", keyword: "required", params: { missingProperty: missing3 } }];
                              return false;
                            } else {
                              if (data12.start !== void 0) {
                                const _errs27 = errors;
                                if (!validate57(data12.start, { instancePath: instancePath + "/window/start", parentData: data12, parentDataProperty: "start", rootData, dynamicAnchors })) {
                                  vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
                                  errors = vErrors.length;
                                }
                                var valid4 = _errs27 === errors;
                              } else {
                                var valid4 = true;
                              }
                              if (valid4) {
                                if (data12.end !== void 0) {
                                  const _errs28 = errors;
                                  if (!validate57(data12.end, { instancePath: instancePath + "/window/end", parentData: data12, parentDataProperty: "end", rootData, dynamicAnchors })) {
                                    vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
                                    errors = vErrors.length;
                                  }
                                  var valid4 = _errs28 === errors;
                                } else {
                                  var valid4 = true;
                                }
                              }
                            }
                          } else {
                            validate59.errors = [{ instancePath: instancePath + "/window", schemaPath: "#/properties/window/type", keyword: "type", params: { type: "object" } }];
                            return false;
                          }
                        }
                        var valid0 = _errs25 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.breakGlass !== void 0) {
                          let data15 = data.breakGlass;
                          const _errs29 = errors;
                          if (errors === _errs29) {
                            if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
                              let missing4;
                              if (data15.from === void 0 && (missing4 = "from") || data15.within === void 0 && (missing4 = "within")) {
                                validate59.errors = [{ instancePath: instancePath + "/breakGlass", schemaPath: "#/properties/breakGlass/required", keyword: "required", params: { missingProperty: missing4 } }];
                                return false;
                              } else {
                                if (data15.from !== void 0) {
                                  const _errs31 = errors;
                                  if (!Array.isArray(data15.from)) {
                                    validate59.errors = [{ instancePath: instancePath + "/breakGlass/from", schemaPath: "#/properties/breakGlass/properties/from/type", keyword: "type", params: { type: "array" } }];
                                    return false;
                                  }
                                  var valid5 = _errs31 === errors;
                                } else {
                                  var valid5 = true;
                                }
                                if (valid5) {
                                  if (data15.within !== void 0) {
                                    let data17 = data15.within;
                                    const _errs33 = errors;
                                    if (errors === _errs33) {
                                      if (typeof data17 == "number" && isFinite(data17)) {
                                        if (data17 > 604800 || isNaN(data17)) {
                                          validate59.errors = [{ instancePath: instancePath + "/breakGlass/within", schemaPath: "#/properties/breakGlass/properties/within/maximum", keyword: "maximum", params: { comparison: "<=", limit: 604800 } }];
                                          return false;
                                        } else {
                                          if (data17 < 0 || isNaN(data17)) {
                                            validate59.errors = [{ instancePath: instancePath + "/breakGlass/within", schemaPath: "#/properties/breakGlass/properties/within/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }];
                                            return false;
                                          }
                                        }
                                      } else {
                                        validate59.errors = [{ instancePath: instancePath + "/breakGlass/within", schemaPath: "#/properties/breakGlass/properties/within/type", keyword: "type", params: { type: "number" } }];
                                        return false;
                                      }
                                    }
                                    var valid5 = _errs33 === errors;
                                  } else {
                                    var valid5 = true;
                                  }
                                }
                              }
                            } else {
                              validate59.errors = [{ instancePath: instancePath + "/breakGlass", schemaPath: "#/properties/breakGlass/type", keyword: "type", params: { type: "object" } }];
                              return false;
                            }
                          }
                          var valid0 = _errs29 === errors;
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
    } else {
      validate59.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate59.errors = vErrors;
  return errors === 0;
}
validate59.evaluated = { "props": { "pull": true, "url": true, "path": true, "policy": true, "principal": true, "requester": true, "access": true, "window": true, "breakGlass": true }, "dynamicProps": false, "dynamicItems": false };
function validate63(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate63.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.resource === void 0 && (missing0 = "resource") || data.role === void 0 && (missing0 = "role") || data.before === void 0 && (missing0 = "before") || data.after === void 0 && (missing0 = "after") || data.unconditionalBefore === void 0 && (missing0 = "unconditionalBefore")) {
        validate63.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.resource !== void 0) {
          const _errs1 = errors;
          if (typeof data.resource !== "string") {
            validate63.errors = [{ instancePath: instancePath + "/resource", schemaPath: "#/properties/resource/type", keyword: "type", params: { type: "string" } }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.role !== void 0) {
            const _errs3 = errors;
            if (typeof data.role !== "string") {
              validate63.errors = [{ instancePath: instancePath + "/role", schemaPath: "#/properties/role/type", keyword: "type", params: { type: "string" } }];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.before !== void 0) {
              const _errs5 = errors;
              if (!Array.isArray(data.before)) {
                validate63.errors = [{ instancePath: instancePath + "/before", schemaPath: "#/properties/before/type", keyword: "type", params: { type: "array" } }];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.after !== void 0) {
                const _errs7 = errors;
                if (!Array.isArray(data.after)) {
                  validate63.errors = [{ instancePath: instancePath + "/after", schemaPath: "#/properties/after/type", keyword: "type", params: { type: "array" } }];
                  return false;
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.unconditionalBefore !== void 0) {
                  const _errs9 = errors;
                  if (!Array.isArray(data.unconditionalBefore)) {
                    validate63.errors = [{ instancePath: instancePath + "/unconditionalBefore", schemaPath: "#/properties/unconditionalBefore/type", keyword: "type", params: { type: "array" } }];
                    return false;
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
    } else {
      validate63.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate63.errors = vErrors;
  return errors === 0;
}
validate63.evaluated = { "props": { "resource": true, "role": true, "before": true, "after": true, "unconditionalBefore": true }, "dynamicProps": false, "dynamicItems": false };
var schema25 = { "title": "Quarantine", "description": "the person in quarantine, and the reason", "type": "object", "required": ["ids", "login", "principals", "by", "why"], "properties": { "ids": { "title": "Ids", "description": "the numbers of the person's accounts", "type": "array", "minItems": 1, "items": { "type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991 } }, "login": { "title": "Login", "description": "the name on GitHub; null: the organization does not know the person", "type": ["string", "null"] }, "principals": { "title": "Principals", "description": "IAM members that received the person's access", "type": "array", "items": { "type": "string" } }, "by": { "title": "By", "description": "the person who ordered it", "type": "string" }, "why": { "title": "Why", "description": "the reason they gave", "type": "string" } } };
function validate65(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate65.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.ids === void 0 && (missing0 = "ids") || data.login === void 0 && (missing0 = "login") || data.principals === void 0 && (missing0 = "principals") || data.by === void 0 && (missing0 = "by") || data.why === void 0 && (missing0 = "why")) {
        validate65.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.ids !== void 0) {
          let data0 = data.ids;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (Array.isArray(data0)) {
              if (data0.length < 1) {
                validate65.errors = [{ instancePath: instancePath + "/ids", schemaPath: "#/properties/ids/minItems", keyword: "minItems", params: { limit: 1 } }];
                return false;
              } else {
                var valid1 = true;
                const len0 = data0.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  let data1 = data0[i0];
                  const _errs3 = errors;
                  if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
                    validate65.errors = [{ instancePath: instancePath + "/ids/" + i0, schemaPath: "#/properties/ids/items/type", keyword: "type", params: { type: "integer" } }];
                    return false;
                  }
                  if (errors === _errs3) {
                    if (typeof data1 == "number" && isFinite(data1)) {
                      if (data1 > 9007199254740991 || isNaN(data1)) {
                        validate65.errors = [{ instancePath: instancePath + "/ids/" + i0, schemaPath: "#/properties/ids/items/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 } }];
                        return false;
                      } else {
                        if (data1 < -9007199254740991 || isNaN(data1)) {
                          validate65.errors = [{ instancePath: instancePath + "/ids/" + i0, schemaPath: "#/properties/ids/items/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 } }];
                          return false;
                        }
                      }
                    }
                  }
                  var valid1 = _errs3 === errors;
                  if (!valid1) {
                    break;
                  }
                }
              }
            } else {
              validate65.errors = [{ instancePath: instancePath + "/ids", schemaPath: "#/properties/ids/type", keyword: "type", params: { type: "array" } }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.login !== void 0) {
            let data2 = data.login;
            const _errs5 = errors;
            if (typeof data2 !== "string" && data2 !== null) {
              validate65.errors = [{ instancePath: instancePath + "/login", schemaPath: "#/properties/login/type", keyword: "type", params: { type: schema25.properties.login.type } }];
              return false;
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.principals !== void 0) {
              let data3 = data.principals;
              const _errs7 = errors;
              if (errors === _errs7) {
                if (Array.isArray(data3)) {
                  var valid2 = true;
                  const len1 = data3.length;
                  for (let i1 = 0; i1 < len1; i1++) {
                    const _errs9 = errors;
                    if (typeof data3[i1] !== "string") {
                      validate65.errors = [{ instancePath: instancePath + "/principals/" + i1, schemaPath: "#/properties/principals/items/type", keyword: "type", params: { type: "string" } }];
                      return false;
                    }
                    var valid2 = _errs9 === errors;
                    if (!valid2) {
                      break;
                    }
                  }
                } else {
                  validate65.errors = [{ instancePath: instancePath + "/principals", schemaPath: "#/properties/principals/type", keyword: "type", params: { type: "array" } }];
                  return false;
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.by !== void 0) {
                const _errs11 = errors;
                if (typeof data.by !== "string") {
                  validate65.errors = [{ instancePath: instancePath + "/by", schemaPath: "#/properties/by/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
                var valid0 = _errs11 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.why !== void 0) {
                  const _errs13 = errors;
                  if (typeof data.why !== "string") {
                    validate65.errors = [{ instancePath: instancePath + "/why", schemaPath: "#/properties/why/type", keyword: "type", params: { type: "string" } }];
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
    } else {
      validate65.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate65.errors = vErrors;
  return errors === 0;
}
validate65.evaluated = { "props": { "ids": true, "login": true, "principals": true, "by": true, "why": true }, "dynamicProps": false, "dynamicItems": false };
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
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.record === void 0 && (missing0 = "record")) {
        validate67.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.record !== void 0) {
          let data0 = data.record;
          const _errs1 = errors;
          if (!(typeof data0 == "number" && (!(data0 % 1) && !isNaN(data0)) && isFinite(data0))) {
            validate67.errors = [{ instancePath: instancePath + "/record", schemaPath: "#/properties/record/type", keyword: "type", params: { type: "integer" } }];
            return false;
          }
          if (errors === _errs1) {
            if (typeof data0 == "number" && isFinite(data0)) {
              if (data0 > 9007199254740991 || isNaN(data0)) {
                validate67.errors = [{ instancePath: instancePath + "/record", schemaPath: "#/properties/record/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 } }];
                return false;
              } else {
                if (data0 < -9007199254740991 || isNaN(data0)) {
                  validate67.errors = [{ instancePath: instancePath + "/record", schemaPath: "#/properties/record/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 } }];
                  return false;
                }
              }
            }
          }
        }
      }
    } else {
      validate67.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate67.errors = vErrors;
  return errors === 0;
}
validate67.evaluated = { "props": { "record": true }, "dynamicProps": false, "dynamicItems": false };
function validate69(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate69.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.record === void 0 && (missing0 = "record") || data.policies === void 0 && (missing0 = "policies")) {
        validate69.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.record !== void 0) {
          let data0 = data.record;
          const _errs1 = errors;
          if (!(typeof data0 == "number" && (!(data0 % 1) && !isNaN(data0)) && isFinite(data0))) {
            validate69.errors = [{ instancePath: instancePath + "/record", schemaPath: "#/properties/record/type", keyword: "type", params: { type: "integer" } }];
            return false;
          }
          if (errors === _errs1) {
            if (typeof data0 == "number" && isFinite(data0)) {
              if (data0 > 9007199254740991 || isNaN(data0)) {
                validate69.errors = [{ instancePath: instancePath + "/record", schemaPath: "#/properties/record/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 } }];
                return false;
              } else {
                if (data0 < -9007199254740991 || isNaN(data0)) {
                  validate69.errors = [{ instancePath: instancePath + "/record", schemaPath: "#/properties/record/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 } }];
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
          if (data.policies !== void 0) {
            let data1 = data.policies;
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
                      if (data2.resource === void 0 && (missing1 = "resource") || data2.policy === void 0 && (missing1 = "policy") || data2.is === void 0 && (missing1 = "is")) {
                        validate69.errors = [{ instancePath: instancePath + "/policies/" + i0, schemaPath: "#/properties/policies/items/required", keyword: "required", params: { missingProperty: missing1 } }];
                        return false;
                      } else {
                        if (data2.resource !== void 0) {
                          const _errs7 = errors;
                          if (typeof data2.resource !== "string") {
                            validate69.errors = [{ instancePath: instancePath + "/policies/" + i0 + "/resource", schemaPath: "#/properties/policies/items/properties/resource/type", keyword: "type", params: { type: "string" } }];
                            return false;
                          }
                          var valid2 = _errs7 === errors;
                        } else {
                          var valid2 = true;
                        }
                        if (valid2) {
                          if (data2.policy !== void 0) {
                            const _errs9 = errors;
                            if (typeof data2.policy !== "string") {
                              validate69.errors = [{ instancePath: instancePath + "/policies/" + i0 + "/policy", schemaPath: "#/properties/policies/items/properties/policy/type", keyword: "type", params: { type: "string" } }];
                              return false;
                            }
                            var valid2 = _errs9 === errors;
                          } else {
                            var valid2 = true;
                          }
                          if (valid2) {
                            if (data2.is !== void 0) {
                              const _errs11 = errors;
                              if (typeof data2.is !== "string") {
                                validate69.errors = [{ instancePath: instancePath + "/policies/" + i0 + "/is", schemaPath: "#/properties/policies/items/properties/is/type", keyword: "type", params: { type: "string" } }];
                                return false;
                              }
                              var valid2 = _errs11 === errors;
                            } else {
                              var valid2 = true;
                            }
                          }
                        }
                      }
                    } else {
                      validate69.errors = [{ instancePath: instancePath + "/policies/" + i0, schemaPath: "#/properties/policies/items/type", keyword: "type", params: { type: "object" } }];
                      return false;
                    }
                  }
                  var valid1 = _errs5 === errors;
                  if (!valid1) {
                    break;
                  }
                }
              } else {
                validate69.errors = [{ instancePath: instancePath + "/policies", schemaPath: "#/properties/policies/type", keyword: "type", params: { type: "array" } }];
                return false;
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
        }
      }
    } else {
      validate69.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate69.errors = vErrors;
  return errors === 0;
}
validate69.evaluated = { "props": { "record": true, "policies": true }, "dynamicProps": false, "dynamicItems": false };
var schema28 = { "title": "Change", "description": "the verdicts on a change of documents, with their evidence", "type": "object", "required": ["commit", "at", "documents", "approvedBy", "evidence"], "properties": { "commit": { "title": "Commit", "description": "the commit of the default branch", "type": "string" }, "at": { "title": "At", "description": "its time", "$ref": "#/$defs/instant" }, "documents": { "title": "Documents", "description": "the verdict on each document", "type": "array", "items": { "title": "Verdict", "description": "the verdict on one document", "type": "object", "required": ["path", "blob", "verdict", "reasons"], "properties": { "path": { "title": "Path", "description": "the document", "type": "string" }, "blob": { "title": "Blob", "description": "its blob after the change; null: it was removed", "type": ["string", "null"] }, "verdict": { "title": "Verdict", "description": "the verdict", "enum": ["accepted", "not accepted"] }, "reasons": { "title": "Reasons", "description": "codes and sentences", "type": "array", "items": { "title": "Reason", "description": "one reason", "type": "object", "required": ["code", "sentence"], "properties": { "code": { "title": "Code", "description": "its code", "type": "string" }, "sentence": { "title": "Sentence", "description": "its sentence", "type": "string" } } } }, "contributors": { "title": "Contributors", "description": "on not accepted: numbers of everybody who changed the document since its accepted version; null: a person not named", "type": "array", "items": { "type": ["integer", "null"] } } } } }, "approvedBy": { "title": "Approved by", "description": "logins of the people whose approvals counted", "type": "array", "items": { "type": "string" } }, "evidence": { "title": "Evidence", "description": "the facts that the verdicts rest on", "type": "object", "required": ["pull"], "properties": { "pull": { "title": "Pull request", "description": "the pull request; null: none", "type": ["object", "null"], "required": ["number", "url", "head"], "properties": { "number": { "title": "Number", "description": "its number", "type": "integer" }, "url": { "title": "URL", "description": "its address", "type": "string" }, "head": { "title": "Head", "description": "its head commit", "type": "object", "required": ["sha"], "properties": { "sha": { "title": "Commit", "description": "its id", "type": "string" } } } } } } } } };
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
      if (data.commit === void 0 && (missing0 = "commit") || data.at === void 0 && (missing0 = "at") || data.documents === void 0 && (missing0 = "documents") || data.approvedBy === void 0 && (missing0 = "approvedBy") || data.evidence === void 0 && (missing0 = "evidence")) {
        validate71.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.commit !== void 0) {
          const _errs1 = errors;
          if (typeof data.commit !== "string") {
            validate71.errors = [{ instancePath: instancePath + "/commit", schemaPath: "#/properties/commit/type", keyword: "type", params: { type: "string" } }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.at !== void 0) {
            const _errs3 = errors;
            if (!validate57(data.at, { instancePath: instancePath + "/at", parentData: data, parentDataProperty: "at", rootData, dynamicAnchors })) {
              vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
              errors = vErrors.length;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.documents !== void 0) {
              let data2 = data.documents;
              const _errs4 = errors;
              if (errors === _errs4) {
                if (Array.isArray(data2)) {
                  var valid1 = true;
                  const len0 = data2.length;
                  for (let i0 = 0; i0 < len0; i0++) {
                    let data3 = data2[i0];
                    const _errs6 = errors;
                    if (errors === _errs6) {
                      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
                        let missing1;
                        if (data3.path === void 0 && (missing1 = "path") || data3.blob === void 0 && (missing1 = "blob") || data3.verdict === void 0 && (missing1 = "verdict") || data3.reasons === void 0 && (missing1 = "reasons")) {
                          validate71.errors = [{ instancePath: instancePath + "/documents/" + i0, schemaPath: "#/properties/documents/items/required", keyword: "required", params: { missingProperty: missing1 } }];
                          return false;
                        } else {
                          if (data3.path !== void 0) {
                            const _errs8 = errors;
                            if (typeof data3.path !== "string") {
                              validate71.errors = [{ instancePath: instancePath + "/documents/" + i0 + "/path", schemaPath: "#/properties/documents/items/properties/path/type", keyword: "type", params: { type: "string" } }];
                              return false;
                            }
                            var valid2 = _errs8 === errors;
                          } else {
                            var valid2 = true;
                          }
                          if (valid2) {
                            if (data3.blob !== void 0) {
                              let data5 = data3.blob;
                              const _errs10 = errors;
                              if (typeof data5 !== "string" && data5 !== null) {
                                validate71.errors = [{ instancePath: instancePath + "/documents/" + i0 + "/blob", schemaPath: "#/properties/documents/items/properties/blob/type", keyword: "type", params: { type: schema28.properties.documents.items.properties.blob.type } }];
                                return false;
                              }
                              var valid2 = _errs10 === errors;
                            } else {
                              var valid2 = true;
                            }
                            if (valid2) {
                              if (data3.verdict !== void 0) {
                                let data6 = data3.verdict;
                                const _errs12 = errors;
                                if (!(data6 === "accepted" || data6 === "not accepted")) {
                                  validate71.errors = [{ instancePath: instancePath + "/documents/" + i0 + "/verdict", schemaPath: "#/properties/documents/items/properties/verdict/enum", keyword: "enum", params: { allowedValues: schema28.properties.documents.items.properties.verdict.enum } }];
                                  return false;
                                }
                                var valid2 = _errs12 === errors;
                              } else {
                                var valid2 = true;
                              }
                              if (valid2) {
                                if (data3.reasons !== void 0) {
                                  let data7 = data3.reasons;
                                  const _errs13 = errors;
                                  if (errors === _errs13) {
                                    if (Array.isArray(data7)) {
                                      var valid3 = true;
                                      const len1 = data7.length;
                                      for (let i1 = 0; i1 < len1; i1++) {
                                        let data8 = data7[i1];
                                        const _errs15 = errors;
                                        if (errors === _errs15) {
                                          if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
                                            let missing2;
                                            if (data8.code === void 0 && (missing2 = "code") || data8.sentence === void 0 && (missing2 = "sentence")) {
                                              validate71.errors = [{ instancePath: instancePath + "/documents/" + i0 + "/reasons/" + i1, schemaPath: "#/properties/documents/items/properties/reasons/items/required", keyword: "required", params: { missingProperty: missing2 } }];
                                              return false;
                                            } else {
                                              if (data8.code !== void 0) {
                                                const _errs17 = errors;
                                                if (typeof data8.code !== "string") {
                                                  validate71.errors = [{ instancePath: instancePath + "/documents/" + i0 + "/reasons/" + i1 + "/code", schemaPath: "#/properties/documents/items/properties/reasons/items/properties/code/type", keyword: "type", params: { type: "string" } }];
                                                  return false;
                                                }
                                                var valid4 = _errs17 === errors;
                                              } else {
                                                var valid4 = true;
                                              }
                                              if (valid4) {
                                                if (data8.sentence !== void 0) {
                                                  const _errs19 = errors;
                                                  if (typeof data8.sentence !== "string") {
                                                    validate71.errors = [{ instancePath: instancePath + "/documents/" + i0 + "/reasons/" + i1 + "/sentence", schemaPath: "#/properties/documents/items/properties/reasons/items/properties/sentence/type", keyword: "type", params: { type: "string" } }];
                                                    return false;
                                                  }
                                                  var valid4 = _errs19 === errors;
                                                } else {
                                                  var valid4 = true;
                                                }
                                              }
                                            }
                                          } else {
                                            validate71.errors = [{ instancePath: instancePath + "/documents/" + i0 + "/reasons/" + i1, schemaPath: "#/properties/documents/items/properties/reasons/items/type", keyword: "type", params: { type: "object" } }];
                                            return false;
                                          }
                                        }
                                        var valid3 = _errs15 === errors;
                                        if (!valid3) {
                                          break;
                                        }
                                      }
                                    } else {
                                      validate71.errors = [{ instancePath: instancePath + "/documents/" + i0 + "/reasons", schemaPath: "#/properties/documents/items/properties/reasons/type", keyword: "type", params: { type: "array" } }];
                                      return false;
                                    }
                                  }
                                  var valid2 = _errs13 === errors;
                                } else {
                                  var valid2 = true;
                                }
                                if (valid2) {
                                  if (data3.contributors !== void 0) {
                                    let data11 = data3.contributors;
                                    const _errs21 = errors;
                                    if (errors === _errs21) {
                                      if (Array.isArray(data11)) {
                                        var valid5 = true;
                                        const len2 = data11.length;
                                        for (let i2 = 0; i2 < len2; i2++) {
                                          let data12 = data11[i2];
                                          const _errs23 = errors;
                                          if (!(typeof data12 == "number" && (!(data12 % 1) && !isNaN(data12)) && isFinite(data12)) && data12 !== null) {
                                            validate71.errors = [{ instancePath: instancePath + "/documents/" + i0 + "/contributors/" + i2, schemaPath: "#/properties/documents/items/properties/contributors/items/type", keyword: "type", params: { type: schema28.properties.documents.items.properties.contributors.items.type } }];
                                            return false;
                                          }
                                          var valid5 = _errs23 === errors;
                                          if (!valid5) {
                                            break;
                                          }
                                        }
                                      } else {
                                        validate71.errors = [{ instancePath: instancePath + "/documents/" + i0 + "/contributors", schemaPath: "#/properties/documents/items/properties/contributors/type", keyword: "type", params: { type: "array" } }];
                                        return false;
                                      }
                                    }
                                    var valid2 = _errs21 === errors;
                                  } else {
                                    var valid2 = true;
                                  }
                                }
                              }
                            }
                          }
                        }
                      } else {
                        validate71.errors = [{ instancePath: instancePath + "/documents/" + i0, schemaPath: "#/properties/documents/items/type", keyword: "type", params: { type: "object" } }];
                        return false;
                      }
                    }
                    var valid1 = _errs6 === errors;
                    if (!valid1) {
                      break;
                    }
                  }
                } else {
                  validate71.errors = [{ instancePath: instancePath + "/documents", schemaPath: "#/properties/documents/type", keyword: "type", params: { type: "array" } }];
                  return false;
                }
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.approvedBy !== void 0) {
                let data13 = data.approvedBy;
                const _errs25 = errors;
                if (errors === _errs25) {
                  if (Array.isArray(data13)) {
                    var valid6 = true;
                    const len3 = data13.length;
                    for (let i3 = 0; i3 < len3; i3++) {
                      const _errs27 = errors;
                      if (typeof data13[i3] !== "string") {
                        validate71.errors = [{ instancePath: instancePath + "/approvedBy/" + i3, schemaPath: "#/properties/approvedBy/items/type", keyword: "type", params: { type: "string" } }];
                        return false;
                      }
                      var valid6 = _errs27 === errors;
                      if (!valid6) {
                        break;
                      }
                    }
                  } else {
                    validate71.errors = [{ instancePath: instancePath + "/approvedBy", schemaPath: "#/properties/approvedBy/type", keyword: "type", params: { type: "array" } }];
                    return false;
                  }
                }
                var valid0 = _errs25 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.evidence !== void 0) {
                  let data15 = data.evidence;
                  const _errs29 = errors;
                  if (errors === _errs29) {
                    if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
                      let missing3;
                      if (data15.pull === void 0 && (missing3 = "pull")) {
                        validate71.errors = [{ instancePath: instancePath + "/evidence", schemaPath: "#/properties/evidence/required", keyword: "required", params: { missingProperty: missing3 } }];
                        return false;
                      } else {
                        if (data15.pull !== void 0) {
                          let data16 = data15.pull;
                          const _errs31 = errors;
                          if (!(data16 && typeof data16 == "object" && !Array.isArray(data16)) && data16 !== null) {
                            validate71.errors = [{ instancePath: instancePath + "/evidence/pull", schemaPath: "#/properties/evidence/properties/pull/type", keyword: "type", params: { type: schema28.properties.evidence.properties.pull.type } }];
                            return false;
                          }
                          if (errors === _errs31) {
                            if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
                              let missing4;
                              if (data16.number === void 0 && (missing4 = "number") || data16.url === void 0 && (missing4 = "url") || data16.head === void 0 && (missing4 = "head")) {
                                validate71.errors = [{ instancePath: instancePath + "/evidence/pull", schemaPath: "#/properties/evidence/properties/pull/required", keyword: "required", params: { missingProperty: missing4 } }];
                                return false;
                              } else {
                                if (data16.number !== void 0) {
                                  let data17 = data16.number;
                                  const _errs33 = errors;
                                  if (!(typeof data17 == "number" && (!(data17 % 1) && !isNaN(data17)) && isFinite(data17))) {
                                    validate71.errors = [{ instancePath: instancePath + "/evidence/pull/number", schemaPath: "#/properties/evidence/properties/pull/properties/number/type", keyword: "type", params: { type: "integer" } }];
                                    return false;
                                  }
                                  var valid8 = _errs33 === errors;
                                } else {
                                  var valid8 = true;
                                }
                                if (valid8) {
                                  if (data16.url !== void 0) {
                                    const _errs35 = errors;
                                    if (typeof data16.url !== "string") {
                                      validate71.errors = [{ instancePath: instancePath + "/evidence/pull/url", schemaPath: "#/properties/evidence/properties/pull/properties/url/type", keyword: "type", params: { type: "string" } }];
                                      return false;
                                    }
                                    var valid8 = _errs35 === errors;
                                  } else {
                                    var valid8 = true;
                                  }
                                  if (valid8) {
                                    if (data16.head !== void 0) {
                                      let data19 = data16.head;
                                      const _errs37 = errors;
                                      if (errors === _errs37) {
                                        if (data19 && typeof data19 == "object" && !Array.isArray(data19)) {
                                          let missing5;
                                          if (data19.sha === void 0 && (missing5 = "sha")) {
                                            validate71.errors = [{ instancePath: instancePath + "/evidence/pull/head", schemaPath: "#/properties/evidence/properties/pull/properties/head/required", keyword: "required", params: { missingProperty: missing5 } }];
                                            return false;
                                          } else {
                                            if (data19.sha !== void 0) {
                                              if (typeof data19.sha !== "string") {
                                                validate71.errors = [{ instancePath: instancePath + "/evidence/pull/head/sha", schemaPath: "#/properties/evidence/properties/pull/properties/head/properties/sha/type", keyword: "type", params: { type: "string" } }];
                                                return false;
                                              }
                                            }
                                          }
                                        } else {
                                          validate71.errors = [{ instancePath: instancePath + "/evidence/pull/head", schemaPath: "#/properties/evidence/properties/pull/properties/head/type", keyword: "type", params: { type: "object" } }];
                                          return false;
                                        }
                                      }
                                      var valid8 = _errs37 === errors;
                                    } else {
                                      var valid8 = true;
                                    }
                                  }
                                }
                              }
                            }
                          }
                        }
                      }
                    } else {
                      validate71.errors = [{ instancePath: instancePath + "/evidence", schemaPath: "#/properties/evidence/type", keyword: "type", params: { type: "object" } }];
                      return false;
                    }
                  }
                  var valid0 = _errs29 === errors;
                } else {
                  var valid0 = true;
                }
              }
            }
          }
        }
      }
    } else {
      validate71.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate71.errors = vErrors;
  return errors === 0;
}
validate71.evaluated = { "props": { "commit": true, "at": true, "documents": true, "approvedBy": true, "evidence": true }, "dynamicProps": false, "dynamicItems": false };
var schema29 = { "title": "Usage", "description": "the principal's calls that Google's audit logs show", "type": "object", "required": ["used", "window", "calls", "denied", "first", "last", "rows", "more", "sees", "unread"], "properties": { "used": { "title": "Used", "description": "true if a call was allowed; null: not known", "type": ["boolean", "null"] }, "window": { "title": "Window", "description": "the time span that was read", "type": "object", "required": ["start", "end"], "properties": { "start": { "title": "Start", "description": "the first second", "type": "string" }, "end": { "title": "End", "description": "the second after the last", "type": "string" } } }, "calls": { "title": "Calls", "description": "the number of allowed calls", "type": "number" }, "denied": { "title": "Denied", "description": "the number of denied calls", "type": "number" }, "first": { "title": "First", "description": "the time of the first call; null: there was none", "type": ["string", "null"] }, "last": { "title": "Last", "description": "the time of the last call; null: there was none", "type": ["string", "null"] }, "rows": { "title": "Rows", "description": "one row for each method on each resource", "type": "array", "items": { "title": "Row", "description": "calls of one method on one resource", "type": "object", "required": ["service", "method", "resource", "calls", "denied"], "properties": { "service": { "title": "Service", "description": "the API", "type": "string" }, "method": { "title": "Method", "description": "the method", "type": "string" }, "resource": { "title": "Resource", "description": "the resource", "type": "string" }, "calls": { "title": "Calls", "description": "the number of allowed calls", "type": "number" }, "denied": { "title": "Denied", "description": "the number of denied calls", "type": "number" } } } }, "more": { "title": "More", "description": "the number of rows left out", "type": "number" }, "sees": { "title": "Sees", "description": "the coverage of each log", "type": "array", "items": { "title": "Log", "description": "one audit log of one resource", "type": "object", "required": ["resource", "log", "state"], "properties": { "resource": { "title": "Resource", "description": "the resource", "type": "string" }, "log": { "title": "Log", "description": "the log", "type": "string" }, "state": { "title": "State", "description": "the coverage of the log", "type": "string" } } } }, "unread": { "title": "Unread", "description": "the reason the calls may be incomplete", "type": "array", "items": { "type": "string" } } } };
function validate74(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate74.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.used === void 0 && (missing0 = "used") || data.window === void 0 && (missing0 = "window") || data.calls === void 0 && (missing0 = "calls") || data.denied === void 0 && (missing0 = "denied") || data.first === void 0 && (missing0 = "first") || data.last === void 0 && (missing0 = "last") || data.rows === void 0 && (missing0 = "rows") || data.more === void 0 && (missing0 = "more") || data.sees === void 0 && (missing0 = "sees") || data.unread === void 0 && (missing0 = "unread")) {
        validate74.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.used !== void 0) {
          let data0 = data.used;
          const _errs1 = errors;
          if (typeof data0 !== "boolean" && data0 !== null) {
            validate74.errors = [{ instancePath: instancePath + "/used", schemaPath: "#/properties/used/type", keyword: "type", params: { type: schema29.properties.used.type } }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.window !== void 0) {
            let data1 = data.window;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                let missing1;
                if (data1.start === void 0 && (missing1 = "start") || data1.end === void 0 && (missing1 = "end")) {
                  validate74.errors = [{ instancePath: instancePath + "/window", schemaPath: "#/properties/window/required", keyword: "required", params: { missingProperty: missing1 } }];
                  return false;
                } else {
                  if (data1.start !== void 0) {
                    const _errs5 = errors;
                    if (typeof data1.start !== "string") {
                      validate74.errors = [{ instancePath: instancePath + "/window/start", schemaPath: "#/properties/window/properties/start/type", keyword: "type", params: { type: "string" } }];
                      return false;
                    }
                    var valid1 = _errs5 === errors;
                  } else {
                    var valid1 = true;
                  }
                  if (valid1) {
                    if (data1.end !== void 0) {
                      const _errs7 = errors;
                      if (typeof data1.end !== "string") {
                        validate74.errors = [{ instancePath: instancePath + "/window/end", schemaPath: "#/properties/window/properties/end/type", keyword: "type", params: { type: "string" } }];
                        return false;
                      }
                      var valid1 = _errs7 === errors;
                    } else {
                      var valid1 = true;
                    }
                  }
                }
              } else {
                validate74.errors = [{ instancePath: instancePath + "/window", schemaPath: "#/properties/window/type", keyword: "type", params: { type: "object" } }];
                return false;
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.calls !== void 0) {
              let data4 = data.calls;
              const _errs9 = errors;
              if (!(typeof data4 == "number" && isFinite(data4))) {
                validate74.errors = [{ instancePath: instancePath + "/calls", schemaPath: "#/properties/calls/type", keyword: "type", params: { type: "number" } }];
                return false;
              }
              var valid0 = _errs9 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.denied !== void 0) {
                let data5 = data.denied;
                const _errs11 = errors;
                if (!(typeof data5 == "number" && isFinite(data5))) {
                  validate74.errors = [{ instancePath: instancePath + "/denied", schemaPath: "#/properties/denied/type", keyword: "type", params: { type: "number" } }];
                  return false;
                }
                var valid0 = _errs11 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.first !== void 0) {
                  let data6 = data.first;
                  const _errs13 = errors;
                  if (typeof data6 !== "string" && data6 !== null) {
                    validate74.errors = [{ instancePath: instancePath + "/first", schemaPath: "#/properties/first/type", keyword: "type", params: { type: schema29.properties.first.type } }];
                    return false;
                  }
                  var valid0 = _errs13 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.last !== void 0) {
                    let data7 = data.last;
                    const _errs15 = errors;
                    if (typeof data7 !== "string" && data7 !== null) {
                      validate74.errors = [{ instancePath: instancePath + "/last", schemaPath: "#/properties/last/type", keyword: "type", params: { type: schema29.properties.last.type } }];
                      return false;
                    }
                    var valid0 = _errs15 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.rows !== void 0) {
                      let data8 = data.rows;
                      const _errs17 = errors;
                      if (errors === _errs17) {
                        if (Array.isArray(data8)) {
                          var valid2 = true;
                          const len0 = data8.length;
                          for (let i0 = 0; i0 < len0; i0++) {
                            let data9 = data8[i0];
                            const _errs19 = errors;
                            if (errors === _errs19) {
                              if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
                                let missing2;
                                if (data9.service === void 0 && (missing2 = "service") || data9.method === void 0 && (missing2 = "method") || data9.resource === void 0 && (missing2 = "resource") || data9.calls === void 0 && (missing2 = "calls") || data9.denied === void 0 && (missing2 = "denied")) {
                                  validate74.errors = [{ instancePath: instancePath + "/rows/" + i0, schemaPath: "#/properties/rows/items/required", keyword: "required", params: { missingProperty: missing2 } }];
                                  return false;
                                } else {
                                  if (data9.service !== void 0) {
                                    const _errs21 = errors;
                                    if (typeof data9.service !== "string") {
                                      validate74.errors = [{ instancePath: instancePath + "/rows/" + i0 + "/service", schemaPath: "#/properties/rows/items/properties/service/type", keyword: "type", params: { type: "string" } }];
                                      return false;
                                    }
                                    var valid3 = _errs21 === errors;
                                  } else {
                                    var valid3 = true;
                                  }
                                  if (valid3) {
                                    if (data9.method !== void 0) {
                                      const _errs23 = errors;
                                      if (typeof data9.method !== "string") {
                                        validate74.errors = [{ instancePath: instancePath + "/rows/" + i0 + "/method", schemaPath: "#/properties/rows/items/properties/method/type", keyword: "type", params: { type: "string" } }];
                                        return false;
                                      }
                                      var valid3 = _errs23 === errors;
                                    } else {
                                      var valid3 = true;
                                    }
                                    if (valid3) {
                                      if (data9.resource !== void 0) {
                                        const _errs25 = errors;
                                        if (typeof data9.resource !== "string") {
                                          validate74.errors = [{ instancePath: instancePath + "/rows/" + i0 + "/resource", schemaPath: "#/properties/rows/items/properties/resource/type", keyword: "type", params: { type: "string" } }];
                                          return false;
                                        }
                                        var valid3 = _errs25 === errors;
                                      } else {
                                        var valid3 = true;
                                      }
                                      if (valid3) {
                                        if (data9.calls !== void 0) {
                                          let data13 = data9.calls;
                                          const _errs27 = errors;
                                          if (!(typeof data13 == "number" && isFinite(data13))) {
                                            validate74.errors = [{ instancePath: instancePath + "/rows/" + i0 + "/calls", schemaPath: "#/properties/rows/items/properties/calls/type", keyword: "type", params: { type: "number" } }];
                                            return false;
                                          }
                                          var valid3 = _errs27 === errors;
                                        } else {
                                          var valid3 = true;
                                        }
                                        if (valid3) {
                                          if (data9.denied !== void 0) {
                                            let data14 = data9.denied;
                                            const _errs29 = errors;
                                            if (!(typeof data14 == "number" && isFinite(data14))) {
                                              validate74.errors = [{ instancePath: instancePath + "/rows/" + i0 + "/denied", schemaPath: "#/properties/rows/items/properties/denied/type", keyword: "type", params: { type: "number" } }];
                                              return false;
                                            }
                                            var valid3 = _errs29 === errors;
                                          } else {
                                            var valid3 = true;
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              } else {
                                validate74.errors = [{ instancePath: instancePath + "/rows/" + i0, schemaPath: "#/properties/rows/items/type", keyword: "type", params: { type: "object" } }];
                                return false;
                              }
                            }
                            var valid2 = _errs19 === errors;
                            if (!valid2) {
                              break;
                            }
                          }
                        } else {
                          validate74.errors = [{ instancePath: instancePath + "/rows", schemaPath: "#/properties/rows/type", keyword: "type", params: { type: "array" } }];
                          return false;
                        }
                      }
                      var valid0 = _errs17 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.more !== void 0) {
                        let data15 = data.more;
                        const _errs31 = errors;
                        if (!(typeof data15 == "number" && isFinite(data15))) {
                          validate74.errors = [{ instancePath: instancePath + "/more", schemaPath: "#/properties/more/type", keyword: "type", params: { type: "number" } }];
                          return false;
                        }
                        var valid0 = _errs31 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.sees !== void 0) {
                          let data16 = data.sees;
                          const _errs33 = errors;
                          if (errors === _errs33) {
                            if (Array.isArray(data16)) {
                              var valid4 = true;
                              const len1 = data16.length;
                              for (let i1 = 0; i1 < len1; i1++) {
                                let data17 = data16[i1];
                                const _errs35 = errors;
                                if (errors === _errs35) {
                                  if (data17 && typeof data17 == "object" && !Array.isArray(data17)) {
                                    let missing3;
                                    if (data17.resource === void 0 && (missing3 = "resource") || data17.log === void 0 && (missing3 = "log") || data17.state === void 0 && (missing3 = "state")) {
                                      validate74.errors = [{ instancePath: instancePath + "/sees/" + i1, schemaPath: "#/properties/sees/items/required", keyword: "required", params: { missingProperty: missing3 } }];
                                      return false;
                                    } else {
                                      if (data17.resource !== void 0) {
                                        const _errs37 = errors;
                                        if (typeof data17.resource !== "string") {
                                          validate74.errors = [{ instancePath: instancePath + "/sees/" + i1 + "/resource", schemaPath: "#/properties/sees/items/properties/resource/type", keyword: "type", params: { type: "string" } }];
                                          return false;
                                        }
                                        var valid5 = _errs37 === errors;
                                      } else {
                                        var valid5 = true;
                                      }
                                      if (valid5) {
                                        if (data17.log !== void 0) {
                                          const _errs39 = errors;
                                          if (typeof data17.log !== "string") {
                                            validate74.errors = [{ instancePath: instancePath + "/sees/" + i1 + "/log", schemaPath: "#/properties/sees/items/properties/log/type", keyword: "type", params: { type: "string" } }];
                                            return false;
                                          }
                                          var valid5 = _errs39 === errors;
                                        } else {
                                          var valid5 = true;
                                        }
                                        if (valid5) {
                                          if (data17.state !== void 0) {
                                            const _errs41 = errors;
                                            if (typeof data17.state !== "string") {
                                              validate74.errors = [{ instancePath: instancePath + "/sees/" + i1 + "/state", schemaPath: "#/properties/sees/items/properties/state/type", keyword: "type", params: { type: "string" } }];
                                              return false;
                                            }
                                            var valid5 = _errs41 === errors;
                                          } else {
                                            var valid5 = true;
                                          }
                                        }
                                      }
                                    }
                                  } else {
                                    validate74.errors = [{ instancePath: instancePath + "/sees/" + i1, schemaPath: "#/properties/sees/items/type", keyword: "type", params: { type: "object" } }];
                                    return false;
                                  }
                                }
                                var valid4 = _errs35 === errors;
                                if (!valid4) {
                                  break;
                                }
                              }
                            } else {
                              validate74.errors = [{ instancePath: instancePath + "/sees", schemaPath: "#/properties/sees/type", keyword: "type", params: { type: "array" } }];
                              return false;
                            }
                          }
                          var valid0 = _errs33 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.unread !== void 0) {
                            let data21 = data.unread;
                            const _errs43 = errors;
                            if (errors === _errs43) {
                              if (Array.isArray(data21)) {
                                var valid6 = true;
                                const len2 = data21.length;
                                for (let i2 = 0; i2 < len2; i2++) {
                                  const _errs45 = errors;
                                  if (typeof data21[i2] !== "string") {
                                    validate74.errors = [{ instancePath: instancePath + "/unread/" + i2, schemaPath: "#/properties/unread/items/type", keyword: "type", params: { type: "string" } }];
                                    return false;
                                  }
                                  var valid6 = _errs45 === errors;
                                  if (!valid6) {
                                    break;
                                  }
                                }
                              } else {
                                validate74.errors = [{ instancePath: instancePath + "/unread", schemaPath: "#/properties/unread/type", keyword: "type", params: { type: "array" } }];
                                return false;
                              }
                            }
                            var valid0 = _errs43 === errors;
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
    } else {
      validate74.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate74.errors = vErrors;
  return errors === 0;
}
validate74.evaluated = { "props": { "used": true, "window": true, "calls": true, "denied": true, "first": true, "last": true, "rows": true, "more": true, "sees": true, "unread": true }, "dynamicProps": false, "dynamicItems": false };
var pattern4 = new RegExp("^[0-9a-f]{64}$", "u");
var pattern5 = new RegExp("^(?:[0-9a-f]{40}|[0-9a-f]{64})$", "u");
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
  const _errs1 = errors;
  const _errs2 = errors;
  let valid1 = true;
  const _errs3 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.kind !== void 0) {
      if ("genesis" !== data.kind) {
        const err0 = {};
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
  }
  var _valid0 = _errs3 === errors;
  errors = _errs2;
  if (vErrors !== null) {
    if (_errs2) {
      vErrors.length = _errs2;
    } else {
      vErrors = null;
    }
  }
  if (_valid0) {
    const _errs5 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.genesis === void 0 && (missing0 = "genesis")) {
        validate52.errors = [{ instancePath, schemaPath: "#/allOf/0/then/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.genesis !== void 0) {
          if (!validate53(data.genesis, { instancePath: instancePath + "/genesis", parentData: data, parentDataProperty: "genesis", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      }
    }
    var _valid0 = _errs5 === errors;
    valid1 = _valid0;
    if (valid1) {
      var props0 = {};
      props0.genesis = true;
      props0.kind = true;
    }
  }
  if (!valid1) {
    const err1 = { instancePath, schemaPath: "#/allOf/0/if", keyword: "if", params: { failingKeyword: "then" } };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
    validate52.errors = vErrors;
    return false;
  }
  var valid0 = _errs1 === errors;
  if (valid0) {
    const _errs7 = errors;
    const _errs8 = errors;
    let valid4 = true;
    const _errs9 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.kind !== void 0) {
        if ("reviewed" !== data.kind) {
          const err2 = {};
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
      }
    }
    var _valid1 = _errs9 === errors;
    errors = _errs8;
    if (vErrors !== null) {
      if (_errs8) {
        vErrors.length = _errs8;
      } else {
        vErrors = null;
      }
    }
    if (_valid1) {
      const _errs11 = errors;
      if (data && typeof data == "object" && !Array.isArray(data)) {
        let missing1;
        if (data.review === void 0 && (missing1 = "review")) {
          validate52.errors = [{ instancePath, schemaPath: "#/allOf/1/then/required", keyword: "required", params: { missingProperty: missing1 } }];
          return false;
        } else {
          if (data.review !== void 0) {
            if (!validate55(data.review, { instancePath: instancePath + "/review", parentData: data, parentDataProperty: "review", rootData, dynamicAnchors })) {
              vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
              errors = vErrors.length;
            }
          }
        }
      }
      var _valid1 = _errs11 === errors;
      valid4 = _valid1;
      if (valid4) {
        var props1 = {};
        props1.review = true;
        props1.kind = true;
      }
    }
    if (!valid4) {
      const err3 = { instancePath, schemaPath: "#/allOf/1/if", keyword: "if", params: { failingKeyword: "then" } };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
      validate52.errors = vErrors;
      return false;
    }
    var valid0 = _errs7 === errors;
    if (valid0) {
      if (props0 !== true && props1 !== void 0) {
        if (props1 === true) {
          props0 = true;
        } else {
          props0 = props0 || {};
          Object.assign(props0, props1);
        }
      }
      const _errs13 = errors;
      const _errs14 = errors;
      let valid7 = true;
      const _errs15 = errors;
      if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.kind !== void 0) {
          if ("quarantined" !== data.kind) {
            const err4 = {};
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              vErrors.push(err4);
            }
            errors++;
          }
        }
      }
      var _valid2 = _errs15 === errors;
      errors = _errs14;
      if (vErrors !== null) {
        if (_errs14) {
          vErrors.length = _errs14;
        } else {
          vErrors = null;
        }
      }
      if (_valid2) {
        const _errs17 = errors;
        if (data && typeof data == "object" && !Array.isArray(data)) {
          let missing2;
          if (data.quarantine === void 0 && (missing2 = "quarantine")) {
            validate52.errors = [{ instancePath, schemaPath: "#/allOf/2/then/required", keyword: "required", params: { missingProperty: missing2 } }];
            return false;
          }
        }
        var _valid2 = _errs17 === errors;
        valid7 = _valid2;
        if (valid7) {
          var props2 = {};
          props2.quarantine = true;
          props2.kind = true;
        }
      }
      if (!valid7) {
        const err5 = { instancePath, schemaPath: "#/allOf/2/if", keyword: "if", params: { failingKeyword: "then" } };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
        validate52.errors = vErrors;
        return false;
      }
      var valid0 = _errs13 === errors;
      if (valid0) {
        if (props0 !== true && props2 !== void 0) {
          if (props2 === true) {
            props0 = true;
          } else {
            props0 = props0 || {};
            Object.assign(props0, props2);
          }
        }
        const _errs18 = errors;
        const _errs19 = errors;
        let valid9 = true;
        const _errs20 = errors;
        if (data && typeof data == "object" && !Array.isArray(data)) {
          if (data.kind !== void 0) {
            if ("released" !== data.kind) {
              const err6 = {};
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
          }
        }
        var _valid3 = _errs20 === errors;
        errors = _errs19;
        if (vErrors !== null) {
          if (_errs19) {
            vErrors.length = _errs19;
          } else {
            vErrors = null;
          }
        }
        if (_valid3) {
          const _errs22 = errors;
          if (data && typeof data == "object" && !Array.isArray(data)) {
            let missing3;
            if (data.release === void 0 && (missing3 = "release")) {
              validate52.errors = [{ instancePath, schemaPath: "#/allOf/3/then/required", keyword: "required", params: { missingProperty: missing3 } }];
              return false;
            }
          }
          var _valid3 = _errs22 === errors;
          valid9 = _valid3;
          if (valid9) {
            var props3 = {};
            props3.release = true;
            props3.kind = true;
          }
        }
        if (!valid9) {
          const err7 = { instancePath, schemaPath: "#/allOf/3/if", keyword: "if", params: { failingKeyword: "then" } };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
          validate52.errors = vErrors;
          return false;
        }
        var valid0 = _errs18 === errors;
        if (valid0) {
          if (props0 !== true && props3 !== void 0) {
            if (props3 === true) {
              props0 = true;
            } else {
              props0 = props0 || {};
              Object.assign(props0, props3);
            }
          }
          const _errs23 = errors;
          const _errs24 = errors;
          let valid11 = true;
          const _errs25 = errors;
          if (data && typeof data == "object" && !Array.isArray(data)) {
            if (data.kind !== void 0) {
              if ("deny-policies" !== data.kind) {
                const err8 = {};
                if (vErrors === null) {
                  vErrors = [err8];
                } else {
                  vErrors.push(err8);
                }
                errors++;
              }
            }
          }
          var _valid4 = _errs25 === errors;
          errors = _errs24;
          if (vErrors !== null) {
            if (_errs24) {
              vErrors.length = _errs24;
            } else {
              vErrors = null;
            }
          }
          if (_valid4) {
            const _errs27 = errors;
            if (data && typeof data == "object" && !Array.isArray(data)) {
              let missing4;
              if (data.deny === void 0 && (missing4 = "deny")) {
                validate52.errors = [{ instancePath, schemaPath: "#/allOf/4/then/required", keyword: "required", params: { missingProperty: missing4 } }];
                return false;
              }
            }
            var _valid4 = _errs27 === errors;
            valid11 = _valid4;
            if (valid11) {
              var props4 = {};
              props4.deny = true;
              props4.kind = true;
            }
          }
          if (!valid11) {
            const err9 = { instancePath, schemaPath: "#/allOf/4/if", keyword: "if", params: { failingKeyword: "then" } };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
            validate52.errors = vErrors;
            return false;
          }
          var valid0 = _errs23 === errors;
          if (valid0) {
            if (props0 !== true && props4 !== void 0) {
              if (props4 === true) {
                props0 = true;
              } else {
                props0 = props0 || {};
                Object.assign(props0, props4);
              }
            }
            const _errs28 = errors;
            const _errs29 = errors;
            let valid13 = true;
            const _errs30 = errors;
            if (data && typeof data == "object" && !Array.isArray(data)) {
              if (data.kind !== void 0) {
                if ("used" !== data.kind) {
                  const err10 = {};
                  if (vErrors === null) {
                    vErrors = [err10];
                  } else {
                    vErrors.push(err10);
                  }
                  errors++;
                }
              }
            }
            var _valid5 = _errs30 === errors;
            errors = _errs29;
            if (vErrors !== null) {
              if (_errs29) {
                vErrors.length = _errs29;
              } else {
                vErrors = null;
              }
            }
            if (_valid5) {
              const _errs32 = errors;
              if (data && typeof data == "object" && !Array.isArray(data)) {
                let missing5;
                if (data.usage === void 0 && (missing5 = "usage")) {
                  validate52.errors = [{ instancePath, schemaPath: "#/allOf/5/then/required", keyword: "required", params: { missingProperty: missing5 } }];
                  return false;
                }
              }
              var _valid5 = _errs32 === errors;
              valid13 = _valid5;
              if (valid13) {
                var props5 = {};
                props5.usage = true;
                props5.kind = true;
              }
            }
            if (!valid13) {
              const err11 = { instancePath, schemaPath: "#/allOf/5/if", keyword: "if", params: { failingKeyword: "then" } };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
              validate52.errors = vErrors;
              return false;
            }
            var valid0 = _errs28 === errors;
            if (valid0) {
              if (props0 !== true && props5 !== void 0) {
                if (props5 === true) {
                  props0 = true;
                } else {
                  props0 = props0 || {};
                  Object.assign(props0, props5);
                }
              }
              const _errs33 = errors;
              const _errs34 = errors;
              let valid15 = true;
              const _errs35 = errors;
              if (data && typeof data == "object" && !Array.isArray(data)) {
                if (data.kind !== void 0) {
                  if ("key-rotated" !== data.kind) {
                    const err12 = {};
                    if (vErrors === null) {
                      vErrors = [err12];
                    } else {
                      vErrors.push(err12);
                    }
                    errors++;
                  }
                }
              }
              var _valid6 = _errs35 === errors;
              errors = _errs34;
              if (vErrors !== null) {
                if (_errs34) {
                  vErrors.length = _errs34;
                } else {
                  vErrors = null;
                }
              }
              if (_valid6) {
                const _errs37 = errors;
                if (data && typeof data == "object" && !Array.isArray(data)) {
                  let missing6;
                  if (data.keys === void 0 && (missing6 = "keys")) {
                    validate52.errors = [{ instancePath, schemaPath: "#/allOf/6/then/required", keyword: "required", params: { missingProperty: missing6 } }];
                    return false;
                  }
                }
                var _valid6 = _errs37 === errors;
                valid15 = _valid6;
                if (valid15) {
                  var props6 = {};
                  props6.keys = true;
                  props6.kind = true;
                }
              }
              if (!valid15) {
                const err13 = { instancePath, schemaPath: "#/allOf/6/if", keyword: "if", params: { failingKeyword: "then" } };
                if (vErrors === null) {
                  vErrors = [err13];
                } else {
                  vErrors.push(err13);
                }
                errors++;
                validate52.errors = vErrors;
                return false;
              }
              var valid0 = _errs33 === errors;
              if (valid0) {
                if (props0 !== true && props6 !== void 0) {
                  if (props6 === true) {
                    props0 = true;
                  } else {
                    props0 = props0 || {};
                    Object.assign(props0, props6);
                  }
                }
                const _errs38 = errors;
                const _errs39 = errors;
                let valid17 = true;
                const _errs40 = errors;
                if (data && typeof data == "object" && !Array.isArray(data)) {
                  if (data.kind !== void 0) {
                    if ("policies-changed" !== data.kind) {
                      const err14 = {};
                      if (vErrors === null) {
                        vErrors = [err14];
                      } else {
                        vErrors.push(err14);
                      }
                      errors++;
                    }
                  }
                }
                var _valid7 = _errs40 === errors;
                errors = _errs39;
                if (vErrors !== null) {
                  if (_errs39) {
                    vErrors.length = _errs39;
                  } else {
                    vErrors = null;
                  }
                }
                if (_valid7) {
                  const _errs42 = errors;
                  if (data && typeof data == "object" && !Array.isArray(data)) {
                    let missing7;
                    if (data.change === void 0 && (missing7 = "change")) {
                      validate52.errors = [{ instancePath, schemaPath: "#/allOf/7/then/required", keyword: "required", params: { missingProperty: missing7 } }];
                      return false;
                    }
                  }
                  var _valid7 = _errs42 === errors;
                  valid17 = _valid7;
                  if (valid17) {
                    var props7 = {};
                    props7.change = true;
                    props7.kind = true;
                  }
                }
                if (!valid17) {
                  const err15 = { instancePath, schemaPath: "#/allOf/7/if", keyword: "if", params: { failingKeyword: "then" } };
                  if (vErrors === null) {
                    vErrors = [err15];
                  } else {
                    vErrors.push(err15);
                  }
                  errors++;
                  validate52.errors = vErrors;
                  return false;
                }
                var valid0 = _errs38 === errors;
                if (valid0) {
                  if (props0 !== true && props7 !== void 0) {
                    if (props7 === true) {
                      props0 = true;
                    } else {
                      props0 = props0 || {};
                      Object.assign(props0, props7);
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
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing8;
      if (data.schema === void 0 && (missing8 = "schema") || data.seq === void 0 && (missing8 = "seq") || data.kind === void 0 && (missing8 = "kind") || data.at === void 0 && (missing8 = "at") || data.pull === void 0 && (missing8 = "pull") || data.reasons === void 0 && (missing8 = "reasons")) {
        validate52.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing8 } }];
        return false;
      } else {
        if (props0 !== true) {
          props0 = props0 || {};
          props0.schema = true;
          props0.seq = true;
          props0.kind = true;
          props0.at = true;
          props0.pull = true;
          props0.request = true;
          props0.decision = true;
          props0.grant = true;
          props0.bindings = true;
          props0.quarantine = true;
          props0.release = true;
          props0.deny = true;
          props0.review = true;
          props0.change = true;
          props0.usage = true;
          props0.reasons = true;
          props0.run = true;
          props0.tool = true;
          props0.genesis = true;
          props0.keys = true;
          props0.voids = true;
          props0.open = true;
          props0.parent = true;
        }
        if (data.schema !== void 0) {
          const _errs43 = errors;
          if (1 !== data.schema) {
            validate52.errors = [{ instancePath: instancePath + "/schema", schemaPath: "#/properties/schema/const", keyword: "const", params: { allowedValue: 1 } }];
            return false;
          }
          var valid19 = _errs43 === errors;
        } else {
          var valid19 = true;
        }
        if (valid19) {
          if (data.seq !== void 0) {
            let data11 = data.seq;
            const _errs44 = errors;
            if (!(typeof data11 == "number" && isFinite(data11))) {
              validate52.errors = [{ instancePath: instancePath + "/seq", schemaPath: "#/properties/seq/type", keyword: "type", params: { type: "number" } }];
              return false;
            }
            var valid19 = _errs44 === errors;
          } else {
            var valid19 = true;
          }
          if (valid19) {
            if (data.kind !== void 0) {
              let data12 = data.kind;
              const _errs46 = errors;
              if (!(data12 === "genesis" || data12 === "policies-changed" || data12 === "intent" || data12 === "activated" || data12 === "ended" || data12 === "revoked" || data12 === "removed" || data12 === "altered" || data12 === "unexplained" || data12 === "refused" || data12 === "lapsed" || data12 === "reviewed" || data12 === "review-overdue" || data12 === "quarantined" || data12 === "released" || data12 === "deny-policies" || data12 === "used" || data12 === "heartbeat" || data12 === "key-rotated")) {
                validate52.errors = [{ instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/enum", keyword: "enum", params: { allowedValues: schema19.properties.kind.enum } }];
                return false;
              }
              var valid19 = _errs46 === errors;
            } else {
              var valid19 = true;
            }
            if (valid19) {
              if (data.at !== void 0) {
                const _errs47 = errors;
                if (!validate57(data.at, { instancePath: instancePath + "/at", parentData: data, parentDataProperty: "at", rootData, dynamicAnchors })) {
                  vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
                  errors = vErrors.length;
                }
                var valid19 = _errs47 === errors;
              } else {
                var valid19 = true;
              }
              if (valid19) {
                if (data.pull !== void 0) {
                  let data14 = data.pull;
                  const _errs48 = errors;
                  if (!(typeof data14 == "number" && isFinite(data14)) && data14 !== null) {
                    validate52.errors = [{ instancePath: instancePath + "/pull", schemaPath: "#/properties/pull/type", keyword: "type", params: { type: schema19.properties.pull.type } }];
                    return false;
                  }
                  var valid19 = _errs48 === errors;
                } else {
                  var valid19 = true;
                }
                if (valid19) {
                  if (data.request !== void 0) {
                    let data15 = data.request;
                    const _errs50 = errors;
                    if (errors === _errs50) {
                      if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
                        let missing9;
                        if (data15.path === void 0 && (missing9 = "path")) {
                          validate52.errors = [{ instancePath: instancePath + "/request", schemaPath: "#/properties/request/required", keyword: "required", params: { missingProperty: missing9 } }];
                          return false;
                        } else {
                          if (data15.path !== void 0) {
                            if (typeof data15.path !== "string") {
                              validate52.errors = [{ instancePath: instancePath + "/request/path", schemaPath: "#/properties/request/properties/path/type", keyword: "type", params: { type: "string" } }];
                              return false;
                            }
                          }
                        }
                      } else {
                        validate52.errors = [{ instancePath: instancePath + "/request", schemaPath: "#/properties/request/type", keyword: "type", params: { type: "object" } }];
                        return false;
                      }
                    }
                    var valid19 = _errs50 === errors;
                  } else {
                    var valid19 = true;
                  }
                  if (valid19) {
                    if (data.grant !== void 0) {
                      const _errs54 = errors;
                      if (!validate59(data.grant, { instancePath: instancePath + "/grant", parentData: data, parentDataProperty: "grant", rootData, dynamicAnchors })) {
                        vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
                        errors = vErrors.length;
                      }
                      var valid19 = _errs54 === errors;
                    } else {
                      var valid19 = true;
                    }
                    if (valid19) {
                      if (data.bindings !== void 0) {
                        let data18 = data.bindings;
                        const _errs55 = errors;
                        if (errors === _errs55) {
                          if (Array.isArray(data18)) {
                            var valid21 = true;
                            const len0 = data18.length;
                            for (let i0 = 0; i0 < len0; i0++) {
                              const _errs57 = errors;
                              if (!validate63(data18[i0], { instancePath: instancePath + "/bindings/" + i0, parentData: data18, parentDataProperty: i0, rootData, dynamicAnchors })) {
                                vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
                                errors = vErrors.length;
                              }
                              var valid21 = _errs57 === errors;
                              if (!valid21) {
                                break;
                              }
                            }
                          } else {
                            validate52.errors = [{ instancePath: instancePath + "/bindings", schemaPath: "#/properties/bindings/type", keyword: "type", params: { type: "array" } }];
                            return false;
                          }
                        }
                        var valid19 = _errs55 === errors;
                      } else {
                        var valid19 = true;
                      }
                      if (valid19) {
                        if (data.quarantine !== void 0) {
                          const _errs58 = errors;
                          if (!validate65(data.quarantine, { instancePath: instancePath + "/quarantine", parentData: data, parentDataProperty: "quarantine", rootData, dynamicAnchors })) {
                            vErrors = vErrors === null ? validate65.errors : vErrors.concat(validate65.errors);
                            errors = vErrors.length;
                          }
                          var valid19 = _errs58 === errors;
                        } else {
                          var valid19 = true;
                        }
                        if (valid19) {
                          if (data.release !== void 0) {
                            const _errs59 = errors;
                            if (!validate67(data.release, { instancePath: instancePath + "/release", parentData: data, parentDataProperty: "release", rootData, dynamicAnchors })) {
                              vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
                              errors = vErrors.length;
                            }
                            var valid19 = _errs59 === errors;
                          } else {
                            var valid19 = true;
                          }
                          if (valid19) {
                            if (data.deny !== void 0) {
                              const _errs60 = errors;
                              if (!validate69(data.deny, { instancePath: instancePath + "/deny", parentData: data, parentDataProperty: "deny", rootData, dynamicAnchors })) {
                                vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
                                errors = vErrors.length;
                              }
                              var valid19 = _errs60 === errors;
                            } else {
                              var valid19 = true;
                            }
                            if (valid19) {
                              if (data.change !== void 0) {
                                const _errs61 = errors;
                                if (!validate71(data.change, { instancePath: instancePath + "/change", parentData: data, parentDataProperty: "change", rootData, dynamicAnchors })) {
                                  vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors);
                                  errors = vErrors.length;
                                }
                                var valid19 = _errs61 === errors;
                              } else {
                                var valid19 = true;
                              }
                              if (valid19) {
                                if (data.usage !== void 0) {
                                  const _errs62 = errors;
                                  if (!validate74(data.usage, { instancePath: instancePath + "/usage", parentData: data, parentDataProperty: "usage", rootData, dynamicAnchors })) {
                                    vErrors = vErrors === null ? validate74.errors : vErrors.concat(validate74.errors);
                                    errors = vErrors.length;
                                  }
                                  var valid19 = _errs62 === errors;
                                } else {
                                  var valid19 = true;
                                }
                                if (valid19) {
                                  if (data.reasons !== void 0) {
                                    const _errs63 = errors;
                                    if (!Array.isArray(data.reasons)) {
                                      validate52.errors = [{ instancePath: instancePath + "/reasons", schemaPath: "#/properties/reasons/type", keyword: "type", params: { type: "array" } }];
                                      return false;
                                    }
                                    var valid19 = _errs63 === errors;
                                  } else {
                                    var valid19 = true;
                                  }
                                  if (valid19) {
                                    if (data.keys !== void 0) {
                                      let data26 = data.keys;
                                      const _errs65 = errors;
                                      if (errors === _errs65) {
                                        if (Array.isArray(data26)) {
                                          var valid22 = true;
                                          const len1 = data26.length;
                                          for (let i1 = 0; i1 < len1; i1++) {
                                            const _errs67 = errors;
                                            if (typeof data26[i1] !== "string") {
                                              validate52.errors = [{ instancePath: instancePath + "/keys/" + i1, schemaPath: "#/properties/keys/items/type", keyword: "type", params: { type: "string" } }];
                                              return false;
                                            }
                                            var valid22 = _errs67 === errors;
                                            if (!valid22) {
                                              break;
                                            }
                                          }
                                        } else {
                                          validate52.errors = [{ instancePath: instancePath + "/keys", schemaPath: "#/properties/keys/type", keyword: "type", params: { type: "array" } }];
                                          return false;
                                        }
                                      }
                                      var valid19 = _errs65 === errors;
                                    } else {
                                      var valid19 = true;
                                    }
                                    if (valid19) {
                                      if (data.voids !== void 0) {
                                        let data28 = data.voids;
                                        const _errs69 = errors;
                                        if (errors === _errs69) {
                                          if (Array.isArray(data28)) {
                                            if (data28.length < 1) {
                                              validate52.errors = [{ instancePath: instancePath + "/voids", schemaPath: "#/properties/voids/minItems", keyword: "minItems", params: { limit: 1 } }];
                                              return false;
                                            } else {
                                              var valid23 = true;
                                              const len2 = data28.length;
                                              for (let i2 = 0; i2 < len2; i2++) {
                                                let data29 = data28[i2];
                                                const _errs71 = errors;
                                                if (!(typeof data29 == "number" && (!(data29 % 1) && !isNaN(data29)) && isFinite(data29))) {
                                                  validate52.errors = [{ instancePath: instancePath + "/voids/" + i2, schemaPath: "#/properties/voids/items/type", keyword: "type", params: { type: "integer" } }];
                                                  return false;
                                                }
                                                if (errors === _errs71) {
                                                  if (typeof data29 == "number" && isFinite(data29)) {
                                                    if (data29 > 9007199254740991 || isNaN(data29)) {
                                                      validate52.errors = [{ instancePath: instancePath + "/voids/" + i2, schemaPath: "#/properties/voids/items/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 } }];
                                                      return false;
                                                    } else {
                                                      if (data29 < 1 || isNaN(data29)) {
                                                        validate52.errors = [{ instancePath: instancePath + "/voids/" + i2, schemaPath: "#/properties/voids/items/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } }];
                                                        return false;
                                                      }
                                                    }
                                                  }
                                                }
                                                var valid23 = _errs71 === errors;
                                                if (!valid23) {
                                                  break;
                                                }
                                              }
                                            }
                                          } else {
                                            validate52.errors = [{ instancePath: instancePath + "/voids", schemaPath: "#/properties/voids/type", keyword: "type", params: { type: "array" } }];
                                            return false;
                                          }
                                        }
                                        var valid19 = _errs69 === errors;
                                      } else {
                                        var valid19 = true;
                                      }
                                      if (valid19) {
                                        if (data.open !== void 0) {
                                          let data30 = data.open;
                                          const _errs73 = errors;
                                          if (errors === _errs73) {
                                            if (typeof data30 === "string") {
                                              if (!pattern4.test(data30)) {
                                                validate52.errors = [{ instancePath: instancePath + "/open", schemaPath: "#/properties/open/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{64}$" } }];
                                                return false;
                                              }
                                            } else {
                                              validate52.errors = [{ instancePath: instancePath + "/open", schemaPath: "#/properties/open/type", keyword: "type", params: { type: "string" } }];
                                              return false;
                                            }
                                          }
                                          var valid19 = _errs73 === errors;
                                        } else {
                                          var valid19 = true;
                                        }
                                        if (valid19) {
                                          if (data.parent !== void 0) {
                                            let data31 = data.parent;
                                            const _errs75 = errors;
                                            if (errors === _errs75) {
                                              if (typeof data31 === "string") {
                                                if (!pattern5.test(data31)) {
                                                  validate52.errors = [{ instancePath: instancePath + "/parent", schemaPath: "#/properties/parent/pattern", keyword: "pattern", params: { pattern: "^(?:[0-9a-f]{40}|[0-9a-f]{64})$" } }];
                                                  return false;
                                                }
                                              } else {
                                                validate52.errors = [{ instancePath: instancePath + "/parent", schemaPath: "#/properties/parent/type", keyword: "type", params: { type: "string" } }];
                                                return false;
                                              }
                                            }
                                            var valid19 = _errs75 === errors;
                                          } else {
                                            var valid19 = true;
                                          }
                                          if (valid19) {
                                            if (data.quarantine !== void 0) {
                                              const _errs77 = errors;
                                              if (data && typeof data == "object" && !Array.isArray(data)) {
                                                if (data.kind !== void 0) {
                                                  if ("quarantined" !== data.kind) {
                                                    validate52.errors = [{ instancePath: instancePath + "/kind", schemaPath: "#/dependentSchemas/quarantine/properties/kind/const", keyword: "const", params: { allowedValue: "quarantined" } }];
                                                    return false;
                                                  }
                                                }
                                              }
                                              var valid24 = _errs77 === errors;
                                              if (valid24) {
                                                if (props0 !== true) {
                                                  props0 = props0 || {};
                                                  props0.kind = true;
                                                }
                                              }
                                            } else {
                                              var valid24 = true;
                                            }
                                            if (valid24) {
                                              if (data.release !== void 0) {
                                                const _errs79 = errors;
                                                if (data && typeof data == "object" && !Array.isArray(data)) {
                                                  if (data.kind !== void 0) {
                                                    if ("released" !== data.kind) {
                                                      validate52.errors = [{ instancePath: instancePath + "/kind", schemaPath: "#/dependentSchemas/release/properties/kind/const", keyword: "const", params: { allowedValue: "released" } }];
                                                      return false;
                                                    }
                                                  }
                                                }
                                                var valid24 = _errs79 === errors;
                                                if (valid24) {
                                                  if (props0 !== true) {
                                                    props0 = props0 || {};
                                                    props0.kind = true;
                                                  }
                                                }
                                              } else {
                                                var valid24 = true;
                                              }
                                              if (valid24) {
                                                if (data.deny !== void 0) {
                                                  const _errs81 = errors;
                                                  if (data && typeof data == "object" && !Array.isArray(data)) {
                                                    if (data.kind !== void 0) {
                                                      if ("deny-policies" !== data.kind) {
                                                        validate52.errors = [{ instancePath: instancePath + "/kind", schemaPath: "#/dependentSchemas/deny/properties/kind/const", keyword: "const", params: { allowedValue: "deny-policies" } }];
                                                        return false;
                                                      }
                                                    }
                                                  }
                                                  var valid24 = _errs81 === errors;
                                                  if (valid24) {
                                                    if (props0 !== true) {
                                                      props0 = props0 || {};
                                                      props0.kind = true;
                                                    }
                                                  }
                                                } else {
                                                  var valid24 = true;
                                                }
                                                if (valid24) {
                                                  if (data.usage !== void 0) {
                                                    const _errs83 = errors;
                                                    if (data && typeof data == "object" && !Array.isArray(data)) {
                                                      if (data.kind !== void 0) {
                                                        if ("used" !== data.kind) {
                                                          validate52.errors = [{ instancePath: instancePath + "/kind", schemaPath: "#/dependentSchemas/usage/properties/kind/const", keyword: "const", params: { allowedValue: "used" } }];
                                                          return false;
                                                        }
                                                      }
                                                    }
                                                    var valid24 = _errs83 === errors;
                                                    if (valid24) {
                                                      if (props0 !== true) {
                                                        props0 = props0 || {};
                                                        props0.kind = true;
                                                      }
                                                    }
                                                  } else {
                                                    var valid24 = true;
                                                  }
                                                  if (valid24) {
                                                    if (data.keys !== void 0) {
                                                      const _errs85 = errors;
                                                      if (data && typeof data == "object" && !Array.isArray(data)) {
                                                        if (data.kind !== void 0) {
                                                          let data36 = data.kind;
                                                          if (!(data36 === "genesis" || data36 === "key-rotated")) {
                                                            validate52.errors = [{ instancePath: instancePath + "/kind", schemaPath: "#/dependentSchemas/keys/properties/kind/enum", keyword: "enum", params: { allowedValues: schema19.dependentSchemas.keys.properties.kind.enum } }];
                                                            return false;
                                                          }
                                                        }
                                                      }
                                                      var valid24 = _errs85 === errors;
                                                      if (valid24) {
                                                        if (props0 !== true) {
                                                          props0 = props0 || {};
                                                          props0.kind = true;
                                                        }
                                                      }
                                                    } else {
                                                      var valid24 = true;
                                                    }
                                                    if (valid24) {
                                                      if (data.voids !== void 0) {
                                                        const _errs87 = errors;
                                                        if (data && typeof data == "object" && !Array.isArray(data)) {
                                                          if (data.kind !== void 0) {
                                                            if ("heartbeat" !== data.kind) {
                                                              validate52.errors = [{ instancePath: instancePath + "/kind", schemaPath: "#/dependentSchemas/voids/properties/kind/const", keyword: "const", params: { allowedValue: "heartbeat" } }];
                                                              return false;
                                                            }
                                                          }
                                                        }
                                                        var valid24 = _errs87 === errors;
                                                        if (valid24) {
                                                          if (props0 !== true) {
                                                            props0 = props0 || {};
                                                            props0.kind = true;
                                                          }
                                                        }
                                                      } else {
                                                        var valid24 = true;
                                                      }
                                                      if (valid24) {
                                                        if (data.change !== void 0) {
                                                          const _errs89 = errors;
                                                          if (data && typeof data == "object" && !Array.isArray(data)) {
                                                            if (data.kind !== void 0) {
                                                              if ("policies-changed" !== data.kind) {
                                                                validate52.errors = [{ instancePath: instancePath + "/kind", schemaPath: "#/dependentSchemas/change/properties/kind/const", keyword: "const", params: { allowedValue: "policies-changed" } }];
                                                                return false;
                                                              }
                                                            }
                                                          }
                                                          var valid24 = _errs89 === errors;
                                                          if (valid24) {
                                                            if (props0 !== true) {
                                                              props0 = props0 || {};
                                                              props0.kind = true;
                                                            }
                                                          }
                                                        } else {
                                                          var valid24 = true;
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
        }
      }
    } else {
      validate52.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate52.errors = vErrors;
  evaluated0.props = props0;
  return errors === 0;
}
validate52.evaluated = { "dynamicProps": true, "dynamicItems": false };
var grant = validate76;
function validate76(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate76.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.pull === void 0 && (missing0 = "pull") || data.url === void 0 && (missing0 = "url") || data.path === void 0 && (missing0 = "path") || data.policy === void 0 && (missing0 = "policy") || data.principal === void 0 && (missing0 = "principal") || data.requester === void 0 && (missing0 = "requester") || data.access === void 0 && (missing0 = "access") || data.window === void 0 && (missing0 = "window")) {
        validate76.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.pull !== void 0) {
          let data0 = data.pull;
          const _errs1 = errors;
          if (!(typeof data0 == "number" && isFinite(data0))) {
            validate76.errors = [{ instancePath: instancePath + "/pull", schemaPath: "#/properties/pull/type", keyword: "type", params: { type: "number" } }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.url !== void 0) {
            const _errs3 = errors;
            if (typeof data.url !== "string") {
              validate76.errors = [{ instancePath: instancePath + "/url", schemaPath: "#/properties/url/type", keyword: "type", params: { type: "string" } }];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.path !== void 0) {
              const _errs5 = errors;
              if (typeof data.path !== "string") {
                validate76.errors = [{ instancePath: instancePath + "/path", schemaPath: "#/properties/path/type", keyword: "type", params: { type: "string" } }];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.policy !== void 0) {
                const _errs7 = errors;
                if (typeof data.policy !== "string") {
                  validate76.errors = [{ instancePath: instancePath + "/policy", schemaPath: "#/properties/policy/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.principal !== void 0) {
                  const _errs9 = errors;
                  if (typeof data.principal !== "string") {
                    validate76.errors = [{ instancePath: instancePath + "/principal", schemaPath: "#/properties/principal/type", keyword: "type", params: { type: "string" } }];
                    return false;
                  }
                  var valid0 = _errs9 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.requester !== void 0) {
                    let data5 = data.requester;
                    const _errs11 = errors;
                    if (errors === _errs11) {
                      if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
                        let missing1;
                        if (data5.login === void 0 && (missing1 = "login")) {
                          validate76.errors = [{ instancePath: instancePath + "/requester", schemaPath: "#/properties/requester/required", keyword: "required", params: { missingProperty: missing1 } }];
                          return false;
                        } else {
                          if (data5.login !== void 0) {
                            if (typeof data5.login !== "string") {
                              validate76.errors = [{ instancePath: instancePath + "/requester/login", schemaPath: "#/properties/requester/properties/login/type", keyword: "type", params: { type: "string" } }];
                              return false;
                            }
                          }
                        }
                      } else {
                        validate76.errors = [{ instancePath: instancePath + "/requester", schemaPath: "#/properties/requester/type", keyword: "type", params: { type: "object" } }];
                        return false;
                      }
                    }
                    var valid0 = _errs11 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.access !== void 0) {
                      let data7 = data.access;
                      const _errs15 = errors;
                      if (errors === _errs15) {
                        if (Array.isArray(data7)) {
                          var valid2 = true;
                          const len0 = data7.length;
                          for (let i0 = 0; i0 < len0; i0++) {
                            let data8 = data7[i0];
                            const _errs17 = errors;
                            if (errors === _errs17) {
                              if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
                                let missing2;
                                if (data8.resource === void 0 && (missing2 = "resource") || data8.role === void 0 && (missing2 = "role")) {
                                  validate76.errors = [{ instancePath: instancePath + "/access/" + i0, schemaPath: "#/properties/access/items/required", keyword: "required", params: { missingProperty: missing2 } }];
                                  return false;
                                } else {
                                  if (data8.resource !== void 0) {
                                    const _errs19 = errors;
                                    if (typeof data8.resource !== "string") {
                                      validate76.errors = [{ instancePath: instancePath + "/access/" + i0 + "/resource", schemaPath: "#/properties/access/items/properties/resource/type", keyword: "type", params: { type: "string" } }];
                                      return false;
                                    }
                                    var valid3 = _errs19 === errors;
                                  } else {
                                    var valid3 = true;
                                  }
                                  if (valid3) {
                                    if (data8.role !== void 0) {
                                      const _errs21 = errors;
                                      if (typeof data8.role !== "string") {
                                        validate76.errors = [{ instancePath: instancePath + "/access/" + i0 + "/role", schemaPath: "#/properties/access/items/properties/role/type", keyword: "type", params: { type: "string" } }];
                                        return false;
                                      }
                                      var valid3 = _errs21 === errors;
                                    } else {
                                      var valid3 = true;
                                    }
                                    if (valid3) {
                                      if (data8.only !== void 0) {
                                        let data11 = data8.only;
                                        const _errs23 = errors;
                                        if (!data11 || typeof data11 != "object") {
                                          validate76.errors = [{ instancePath: instancePath + "/access/" + i0 + "/only", schemaPath: "#/properties/access/items/properties/only/type", keyword: "type", params: { type: schema23.properties.access.items.properties.only.type } }];
                                          return false;
                                        }
                                        var valid3 = _errs23 === errors;
                                      } else {
                                        var valid3 = true;
                                      }
                                    }
                                  }
                                }
                              } else {
                                validate76.errors = [{ instancePath: instancePath + "/access/" + i0, schemaPath: "#/properties/access/items/type", keyword: "type", params: { type: "object" } }];
                                return false;
                              }
                            }
                            var valid2 = _errs17 === errors;
                            if (!valid2) {
                              break;
                            }
                          }
                        } else {
                          validate76.errors = [{ instancePath: instancePath + "/access", schemaPath: "#/properties/access/type", keyword: "type", params: { type: "array" } }];
                          return false;
                        }
                      }
                      var valid0 = _errs15 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.window !== void 0) {
                        let data12 = data.window;
                        const _errs25 = errors;
                        if (errors === _errs25) {
                          if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
                            let missing3;
                            if (data12.start === void 0 && (missing3 = "start") || data12.end === void 0 && (missing3 = "end")) {
                              validate76.errors = [{ instancePath: instancePath + "/window", schemaPath: "#/properties/window/required", keyword: "required", params: { missingProperty: missing3 } }];
                              return false;
                            } else {
                              if (data12.start !== void 0) {
                                const _errs27 = errors;
                                if (!validate57(data12.start, { instancePath: instancePath + "/window/start", parentData: data12, parentDataProperty: "start", rootData, dynamicAnchors })) {
                                  vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
                                  errors = vErrors.length;
                                }
                                var valid4 = _errs27 === errors;
                              } else {
                                var valid4 = true;
                              }
                              if (valid4) {
                                if (data12.end !== void 0) {
                                  const _errs28 = errors;
                                  if (!validate57(data12.end, { instancePath: instancePath + "/window/end", parentData: data12, parentDataProperty: "end", rootData, dynamicAnchors })) {
                                    vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
                                    errors = vErrors.length;
                                  }
                                  var valid4 = _errs28 === errors;
                                } else {
                                  var valid4 = true;
                                }
                              }
                            }
                          } else {
                            validate76.errors = [{ instancePath: instancePath + "/window", schemaPath: "#/properties/window/type", keyword: "type", params: { type: "object" } }];
                            return false;
                          }
                        }
                        var valid0 = _errs25 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.breakGlass !== void 0) {
                          let data15 = data.breakGlass;
                          const _errs29 = errors;
                          if (errors === _errs29) {
                            if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
                              let missing4;
                              if (data15.from === void 0 && (missing4 = "from") || data15.within === void 0 && (missing4 = "within")) {
                                validate76.errors = [{ instancePath: instancePath + "/breakGlass", schemaPath: "#/properties/breakGlass/required", keyword: "required", params: { missingProperty: missing4 } }];
                                return false;
                              } else {
                                if (data15.from !== void 0) {
                                  const _errs31 = errors;
                                  if (!Array.isArray(data15.from)) {
                                    validate76.errors = [{ instancePath: instancePath + "/breakGlass/from", schemaPath: "#/properties/breakGlass/properties/from/type", keyword: "type", params: { type: "array" } }];
                                    return false;
                                  }
                                  var valid5 = _errs31 === errors;
                                } else {
                                  var valid5 = true;
                                }
                                if (valid5) {
                                  if (data15.within !== void 0) {
                                    let data17 = data15.within;
                                    const _errs33 = errors;
                                    if (errors === _errs33) {
                                      if (typeof data17 == "number" && isFinite(data17)) {
                                        if (data17 > 604800 || isNaN(data17)) {
                                          validate76.errors = [{ instancePath: instancePath + "/breakGlass/within", schemaPath: "#/properties/breakGlass/properties/within/maximum", keyword: "maximum", params: { comparison: "<=", limit: 604800 } }];
                                          return false;
                                        } else {
                                          if (data17 < 0 || isNaN(data17)) {
                                            validate76.errors = [{ instancePath: instancePath + "/breakGlass/within", schemaPath: "#/properties/breakGlass/properties/within/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }];
                                            return false;
                                          }
                                        }
                                      } else {
                                        validate76.errors = [{ instancePath: instancePath + "/breakGlass/within", schemaPath: "#/properties/breakGlass/properties/within/type", keyword: "type", params: { type: "number" } }];
                                        return false;
                                      }
                                    }
                                    var valid5 = _errs33 === errors;
                                  } else {
                                    var valid5 = true;
                                  }
                                }
                              }
                            } else {
                              validate76.errors = [{ instancePath: instancePath + "/breakGlass", schemaPath: "#/properties/breakGlass/type", keyword: "type", params: { type: "object" } }];
                              return false;
                            }
                          }
                          var valid0 = _errs29 === errors;
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
    } else {
      validate76.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate76.errors = vErrors;
  return errors === 0;
}
validate76.evaluated = { "props": { "pull": true, "url": true, "path": true, "policy": true, "principal": true, "requester": true, "access": true, "window": true, "breakGlass": true }, "dynamicProps": false, "dynamicItems": false };
var genesis = validate79;
function validate79(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate79.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.installation === void 0 && (missing0 = "installation") || data.repository === void 0 && (missing0 = "repository") || data.policies === void 0 && (missing0 = "policies") || data.requests === void 0 && (missing0 = "requests")) {
        validate79.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.installation !== void 0) {
          const _errs1 = errors;
          if (typeof data.installation !== "string") {
            validate79.errors = [{ instancePath: instancePath + "/installation", schemaPath: "#/properties/installation/type", keyword: "type", params: { type: "string" } }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.repository !== void 0) {
            let data1 = data.repository;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                let missing1;
                if (data1.id === void 0 && (missing1 = "id")) {
                  validate79.errors = [{ instancePath: instancePath + "/repository", schemaPath: "#/properties/repository/required", keyword: "required", params: { missingProperty: missing1 } }];
                  return false;
                } else {
                  if (data1.id !== void 0) {
                    let data2 = data1.id;
                    if (!(typeof data2 == "number" && isFinite(data2))) {
                      validate79.errors = [{ instancePath: instancePath + "/repository/id", schemaPath: "#/properties/repository/properties/id/type", keyword: "type", params: { type: "number" } }];
                      return false;
                    }
                  }
                }
              } else {
                validate79.errors = [{ instancePath: instancePath + "/repository", schemaPath: "#/properties/repository/type", keyword: "type", params: { type: "object" } }];
                return false;
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.policies !== void 0) {
              let data3 = data.policies;
              const _errs7 = errors;
              if (!data3 || typeof data3 != "object") {
                validate79.errors = [{ instancePath: instancePath + "/policies", schemaPath: "#/properties/policies/type", keyword: "type", params: { type: schema20.properties.policies.type } }];
                return false;
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.requests !== void 0) {
                let data4 = data.requests;
                const _errs9 = errors;
                if (!data4 || typeof data4 != "object") {
                  validate79.errors = [{ instancePath: instancePath + "/requests", schemaPath: "#/properties/requests/type", keyword: "type", params: { type: schema20.properties.requests.type } }];
                  return false;
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate79.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate79.errors = vErrors;
  return errors === 0;
}
validate79.evaluated = { "props": { "installation": true, "repository": true, "policies": true, "requests": true }, "dynamicProps": false, "dynamicItems": false };
var quarantine = validate80;
function validate80(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate80.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.ids === void 0 && (missing0 = "ids") || data.login === void 0 && (missing0 = "login") || data.principals === void 0 && (missing0 = "principals") || data.by === void 0 && (missing0 = "by") || data.why === void 0 && (missing0 = "why")) {
        validate80.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }];
        return false;
      } else {
        if (data.ids !== void 0) {
          let data0 = data.ids;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (Array.isArray(data0)) {
              if (data0.length < 1) {
                validate80.errors = [{ instancePath: instancePath + "/ids", schemaPath: "#/properties/ids/minItems", keyword: "minItems", params: { limit: 1 } }];
                return false;
              } else {
                var valid1 = true;
                const len0 = data0.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  let data1 = data0[i0];
                  const _errs3 = errors;
                  if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
                    validate80.errors = [{ instancePath: instancePath + "/ids/" + i0, schemaPath: "#/properties/ids/items/type", keyword: "type", params: { type: "integer" } }];
                    return false;
                  }
                  if (errors === _errs3) {
                    if (typeof data1 == "number" && isFinite(data1)) {
                      if (data1 > 9007199254740991 || isNaN(data1)) {
                        validate80.errors = [{ instancePath: instancePath + "/ids/" + i0, schemaPath: "#/properties/ids/items/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 } }];
                        return false;
                      } else {
                        if (data1 < -9007199254740991 || isNaN(data1)) {
                          validate80.errors = [{ instancePath: instancePath + "/ids/" + i0, schemaPath: "#/properties/ids/items/minimum", keyword: "minimum", params: { comparison: ">=", limit: -9007199254740991 } }];
                          return false;
                        }
                      }
                    }
                  }
                  var valid1 = _errs3 === errors;
                  if (!valid1) {
                    break;
                  }
                }
              }
            } else {
              validate80.errors = [{ instancePath: instancePath + "/ids", schemaPath: "#/properties/ids/type", keyword: "type", params: { type: "array" } }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.login !== void 0) {
            let data2 = data.login;
            const _errs5 = errors;
            if (typeof data2 !== "string" && data2 !== null) {
              validate80.errors = [{ instancePath: instancePath + "/login", schemaPath: "#/properties/login/type", keyword: "type", params: { type: schema25.properties.login.type } }];
              return false;
            }
            var valid0 = _errs5 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.principals !== void 0) {
              let data3 = data.principals;
              const _errs7 = errors;
              if (errors === _errs7) {
                if (Array.isArray(data3)) {
                  var valid2 = true;
                  const len1 = data3.length;
                  for (let i1 = 0; i1 < len1; i1++) {
                    const _errs9 = errors;
                    if (typeof data3[i1] !== "string") {
                      validate80.errors = [{ instancePath: instancePath + "/principals/" + i1, schemaPath: "#/properties/principals/items/type", keyword: "type", params: { type: "string" } }];
                      return false;
                    }
                    var valid2 = _errs9 === errors;
                    if (!valid2) {
                      break;
                    }
                  }
                } else {
                  validate80.errors = [{ instancePath: instancePath + "/principals", schemaPath: "#/properties/principals/type", keyword: "type", params: { type: "array" } }];
                  return false;
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.by !== void 0) {
                const _errs11 = errors;
                if (typeof data.by !== "string") {
                  validate80.errors = [{ instancePath: instancePath + "/by", schemaPath: "#/properties/by/type", keyword: "type", params: { type: "string" } }];
                  return false;
                }
                var valid0 = _errs11 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.why !== void 0) {
                  const _errs13 = errors;
                  if (typeof data.why !== "string") {
                    validate80.errors = [{ instancePath: instancePath + "/why", schemaPath: "#/properties/why/type", keyword: "type", params: { type: "string" } }];
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
    } else {
      validate80.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }];
      return false;
    }
  }
  validate80.errors = vErrors;
  return errors === 0;
}
validate80.evaluated = { "props": { "ids": true, "login": true, "principals": true, "by": true, "why": true }, "dynamicProps": false, "dynamicItems": false };
export {
  genesis,
  grant,
  quarantine,
  record
};
