// Generated from policies/schema/ by scripts/generate-validators.ts; do not edit.
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

var require_ucs2length = __commonJS({
  "node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    function ucs2length(str) {
      const len = str.length;
      let length = 0;
      let pos = 0;
      let value;
      while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 55296 && value <= 56319 && pos < len) {
          value = str.charCodeAt(pos);
          if ((value & 64512) === 56320)
            pos++;
        }
      }
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});

var require_fast_deep_equal = __commonJS({
  "node_modules/fast-deep-equal/index.js"(exports, module) {
    "use strict";
    module.exports = function equal(a, b) {
      if (a === b) return true;
      if (a && b && typeof a == "object" && typeof b == "object") {
        if (a.constructor !== b.constructor) return false;
        var length, i, keys;
        if (Array.isArray(a)) {
          length = a.length;
          if (length != b.length) return false;
          for (i = length; i-- !== 0; )
            if (!equal(a[i], b[i])) return false;
          return true;
        }
        if (a.constructor === RegExp) return a.source === b.source && a.flags === b.flags;
        if (a.valueOf !== Object.prototype.valueOf) return a.valueOf() === b.valueOf();
        if (a.toString !== Object.prototype.toString) return a.toString() === b.toString();
        keys = Object.keys(a);
        length = keys.length;
        if (length !== Object.keys(b).length) return false;
        for (i = length; i-- !== 0; )
          if (!Object.prototype.hasOwnProperty.call(b, keys[i])) return false;
        for (i = length; i-- !== 0; ) {
          var key = keys[i];
          if (!equal(a[key], b[key])) return false;
        }
        return true;
      }
      return a !== a && b !== b;
    };
  }
});

var require_equal = __commonJS({
  "node_modules/ajv/dist/runtime/equal.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var equal = require_fast_deep_equal();
    equal.code = 'require("ajv/dist/runtime/equal").default';
    exports.default = equal;
  }
});

var request = validate20;
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:pullcord:schema:request:1", "title": "Request", "description": "one request for access; the author of the pull request that adds the file receives the access", "type": "object", "required": ["policy", "duration", "reason"], "additionalProperties": false, "properties": { "policy": { "title": "Policy", "description": "the policy to ask under: the name of a file in policies/, without .yaml", "type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,62}$", "examples": ["orders-db-read"] }, "duration": { "title": "Duration", "description": "the duration of the access, in hours and minutes; the clock starts at the merge", "$ref": "#/$defs/duration" }, "reason": { "title": "Reason", "description": "the reason for the access; approvers and auditors read it", "type": "string", "minLength": 1, "maxLength": 2e3 }, "incident": { "title": "Incident", "description": "the incident's number or address, without spaces", "type": "string", "pattern": "^\\S{1,200}$", "examples": ["INC-4821"] }, "breakGlass": { "title": "Break glass", "description": "true: the access starts without approval, and a review must follow within the policy's time", "type": "boolean", "default": false } }, "$defs": { "duration": { "title": "Duration", "description": "a length of time in hours and minutes", "type": "string", "pattern": "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$", "examples": ["2h", "90m", "1h30m"] } } };
var schema32 = { "title": "Duration", "description": "a length of time in hours and minutes", "type": "string", "pattern": "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$", "examples": ["2h", "90m", "1h30m"] };
var pattern4 = new RegExp("^[a-z0-9][a-z0-9-]{0,62}$", "u");
var pattern5 = new RegExp("^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$", "u");
var pattern6 = new RegExp("^\\S{1,200}$", "u");
var func1 = require_ucs2length().default;
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate20.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.policy === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "policy" }, schema: schema31.required, parentSchema: schema31, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.duration === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "duration" }, schema: schema31.required, parentSchema: schema31, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.reason === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "reason" }, schema: schema31.required, parentSchema: schema31, data };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "policy" || key0 === "duration" || key0 === "reason" || key0 === "incident" || key0 === "breakGlass")) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, schema: false, parentSchema: schema31, data };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.policy !== void 0) {
      let data0 = data.policy;
      if (typeof data0 === "string") {
        if (!pattern4.test(data0)) {
          const err4 = { instancePath: instancePath + "/policy", schemaPath: "#/properties/policy/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9][a-z0-9-]{0,62}$" }, schema: "^[a-z0-9][a-z0-9-]{0,62}$", parentSchema: schema31.properties.policy, data: data0 };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/policy", schemaPath: "#/properties/policy/type", keyword: "type", params: { type: "string" }, schema: schema31.properties.policy.type, parentSchema: schema31.properties.policy, data: data0 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.duration !== void 0) {
      let data1 = data.duration;
      if (typeof data1 === "string") {
        if (!pattern5.test(data1)) {
          const err6 = { instancePath: instancePath + "/duration", schemaPath: "#/$defs/duration/pattern", keyword: "pattern", params: { pattern: "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$" }, schema: "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$", parentSchema: schema32, data: data1 };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/duration", schemaPath: "#/$defs/duration/type", keyword: "type", params: { type: "string" }, schema: schema32.type, parentSchema: schema32, data: data1 };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.reason !== void 0) {
      let data2 = data.reason;
      if (typeof data2 === "string") {
        if (func1(data2) > 2e3) {
          const err8 = { instancePath: instancePath + "/reason", schemaPath: "#/properties/reason/maxLength", keyword: "maxLength", params: { limit: 2e3 }, schema: 2e3, parentSchema: schema31.properties.reason, data: data2 };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
        if (func1(data2) < 1) {
          const err9 = { instancePath: instancePath + "/reason", schemaPath: "#/properties/reason/minLength", keyword: "minLength", params: { limit: 1 }, schema: 1, parentSchema: schema31.properties.reason, data: data2 };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      } else {
        const err10 = { instancePath: instancePath + "/reason", schemaPath: "#/properties/reason/type", keyword: "type", params: { type: "string" }, schema: schema31.properties.reason.type, parentSchema: schema31.properties.reason, data: data2 };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.incident !== void 0) {
      let data3 = data.incident;
      if (typeof data3 === "string") {
        if (!pattern6.test(data3)) {
          const err11 = { instancePath: instancePath + "/incident", schemaPath: "#/properties/incident/pattern", keyword: "pattern", params: { pattern: "^\\S{1,200}$" }, schema: "^\\S{1,200}$", parentSchema: schema31.properties.incident, data: data3 };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      } else {
        const err12 = { instancePath: instancePath + "/incident", schemaPath: "#/properties/incident/type", keyword: "type", params: { type: "string" }, schema: schema31.properties.incident.type, parentSchema: schema31.properties.incident, data: data3 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.breakGlass !== void 0) {
      let data4 = data.breakGlass;
      if (typeof data4 !== "boolean") {
        const err13 = { instancePath: instancePath + "/breakGlass", schemaPath: "#/properties/breakGlass/type", keyword: "type", params: { type: "boolean" }, schema: schema31.properties.breakGlass.type, parentSchema: schema31.properties.breakGlass, data: data4 };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
  } else {
    const err14 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema31.type, parentSchema: schema31, data };
    if (vErrors === null) {
      vErrors = [err14];
    } else {
      vErrors.push(err14);
    }
    errors++;
  }
  validate20.errors = vErrors;
  return errors === 0;
}
validate20.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var policy = validate21;
var schema33 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:pullcord:schema:policy:1", "title": "Policy", "description": "one access that people may request, and the approvals it needs; the file's name is the policy's name", "type": "object", "required": ["title", "environment", "access", "requesters", "maxDuration", "approval"], "additionalProperties": false, "properties": { "title": { "title": "Title", "description": "the purpose of the access, in a few words", "type": "string", "minLength": 3, "maxLength": 100, "pattern": "^\\S(?:.*\\S)?$", "examples": ["Read the production orders database"] }, "environment": { "title": "Environment", "description": "the environment that the access reaches, a short slug", "type": "string", "pattern": "^[a-z][a-z0-9-]{0,29}$", "examples": ["production"] }, "access": { "title": "Access", "description": "the roles and resources that the policy grants; a requester cannot widen them", "type": "array", "minItems": 1, "maxItems": 20, "items": { "$ref": "#/$defs/access" } }, "requesters": { "title": "Requesters", "description": "teams and people who may request the access", "$ref": "#/$defs/parties" }, "maxDuration": { "title": "Longest duration", "description": "the longest duration that a request may ask for", "$ref": "#/$defs/duration" }, "approval": { "title": "Approval", "description": "the approvals that a request needs; each entry needs different people", "type": "array", "minItems": 1, "maxItems": 10, "items": { "$ref": "#/$defs/approvalRule" } }, "breakGlass": { "title": "Break glass", "description": "access without prior approval; absent: this policy does not offer it", "$ref": "#/$defs/breakGlass" }, "incident": { "title": "Incident", "description": "the open incident that a request must name; absent: no incident is looked up", "$ref": "#/$defs/incident" }, "proof": { "title": "Proof", "description": "the proof of requester and approvers: account-2fa (two-factor authentication), security-key, or none if the organization allows it", "enum": ["account-2fa", "security-key", "none"], "default": "account-2fa" }, "userVerification": { "title": "User verification", "description": "true: with proof: security-key, the key must ask for a PIN or a fingerprint too, not for a touch alone", "type": "boolean", "default": false }, "holder": { "title": "Holder", "description": "one machine identity that receives the access instead of the requester: serviceAccount:<name>@<project>.iam.gserviceaccount.com or principal://iam.googleapis.com/projects/<number>/locations/global/workloadIdentityPools/<pool>/subject/<subject>", "type": "string", "maxLength": 300, "pattern": "^(?:serviceAccount:[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z][a-z0-9-]{4,28}[a-z0-9]\\.iam\\.gserviceaccount\\.com|principal://iam\\.googleapis\\.com/projects/[1-9][0-9]{0,19}/locations/global/workloadIdentityPools/[a-z0-9-]{4,32}/subject/[A-Za-z0-9][A-Za-z0-9:/._@-]{0,126})$", "examples": ["serviceAccount:remediation-agent@acme-ops.iam.gserviceaccount.com"] }, "request": { "title": "Request", "description": "a JSON Schema (2020-12) that the request document must satisfy", "$ref": "#/$defs/rule" } }, "$defs": { "access": { "title": "Access", "description": "roles on one resource", "type": "object", "required": ["resource", "roles"], "additionalProperties": false, "properties": { "resource": { "title": "Resource", "description": "a resource: projects/<id>, folders/<number>, organizations/<number>, buckets/<name>, or one in a project, such as projects/<id>/secrets/<name>", "type": "string", "pattern": "^(?:projects/[a-z][a-z0-9-]{4,28}[a-z0-9](?:/[A-Za-z]{1,40}/[A-Za-z0-9][A-Za-z0-9_.@-]{0,254}){0,4}|(?:folders|organizations)/[1-9][0-9]{0,19}|buckets/[a-z0-9][a-z0-9._-]{1,220}[a-z0-9])$", "maxLength": 400, "examples": ["projects/acme-orders-prod", "buckets/acme-orders-exports", "projects/acme-orders-prod/secrets/db-password"] }, "roles": { "title": "Roles", "description": "the IAM roles that the policy grants on the resource", "type": "array", "items": { "$ref": "#/$defs/role" }, "minItems": 1, "maxItems": 10, "uniqueItems": true }, "only": { "title": "Only", "description": "a narrowing of the access to some resources of the project", "$ref": "#/$defs/only" } } }, "approvalRule": { "title": "Approval rule", "description": "a number of approvals and the people who may give them", "type": "object", "required": ["from", "count"], "additionalProperties": false, "properties": { "from": { "title": "From", "description": "teams and people whose approval counts", "$ref": "#/$defs/parties" }, "count": { "title": "Count", "description": "the number of different people who must approve", "type": "integer", "minimum": 1, "maximum": 10 } } }, "breakGlass": { "title": "Break glass", "description": "access without prior approval: its requesters, its longest duration, and its review", "type": "object", "required": ["requesters", "maxDuration", "review"], "additionalProperties": false, "properties": { "requesters": { "title": "Requesters", "description": "teams and people who may break glass", "$ref": "#/$defs/parties" }, "maxDuration": { "title": "Longest duration", "description": "the longest access without prior approval, at most the policy's maxDuration", "$ref": "#/$defs/duration" }, "unreviewed": { "title": "Unreviewed", "description": "uses of one person that may await their review at a time, over all policies", "type": "integer", "minimum": 1, "maximum": 10, "default": 1 }, "review": { "title": "Review", "description": "the reviewers of the access and the time until their review is overdue", "type": "object", "required": ["from", "within"], "additionalProperties": false, "properties": { "from": { "title": "From", "description": "teams and people; one of them must review", "$ref": "#/$defs/parties" }, "within": { "title": "Within", "description": "the time from the merge until the review is overdue", "$ref": "#/$defs/duration" } } } } }, "duration": { "title": "Duration", "description": "a length of time in hours and minutes", "type": "string", "pattern": "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$", "examples": ["2h", "90m", "1h30m"] }, "field": { "title": "Field", "description": "a field of the request document", "enum": ["policy", "duration", "reason", "incident", "breakGlass"] }, "incident": { "title": "Incident", "description": "the system that keeps incidents, and the incidents that count", "type": "object", "required": ["from"], "additionalProperties": false, "properties": { "from": { "title": "From", "description": "the system that keeps incidents: github (an open issue) or pagerduty (an incident that is not resolved)", "enum": ["github", "pagerduty"] }, "labels": { "title": "Labels", "description": "github: labels the issue must have, all of them", "type": "array", "minItems": 1, "maxItems": 10, "uniqueItems": true, "items": { "title": "Label", "description": "the name of a label", "type": "string", "minLength": 1, "maxLength": 50, "examples": ["incident"] } }, "repository": { "title": "Repository", "description": "github: the repository whose issues are incidents, <owner>/<name>; absent: the one with the requests", "type": "string", "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}$", "examples": ["acme/incidents"] }, "services": { "title": "Services", "description": "pagerduty: ids of the services whose incidents count; absent: any", "type": "array", "minItems": 1, "maxItems": 50, "uniqueItems": true, "items": { "title": "Service", "description": "the id of a service, the last part of its address at PagerDuty", "type": "string", "pattern": "^[A-Z0-9]{6,20}$", "examples": ["PORDERS"] } }, "statuses": { "title": "Statuses", "description": "pagerduty: statuses of incidents that count; absent: triggered and acknowledged", "type": "array", "minItems": 1, "uniqueItems": true, "items": { "title": "Status", "description": "the status of an open incident: triggered or acknowledged", "enum": ["triggered", "acknowledged"] } }, "unreachable": { "title": "Unreachable", "description": "the effect of an unreachable system: refuse (the request waits) or record (granted, with the incident recorded as unverified)", "enum": ["refuse", "record"], "default": "refuse" } } }, "only": { "title": "Only", "description": "a narrowing of the access; permissions that Google checks on the project, such as listing, are then not granted", "type": "object", "minProperties": 1, "additionalProperties": false, "properties": { "nameStartsWith": { "title": "Name starts with", "description": "only resources whose full name starts with this text", "type": "string", "minLength": 1, "maxLength": 300, "examples": ["projects/acme-orders-prod/instances/orders"] }, "type": { "title": "Type", "description": "only resources of this type: <service>/<Type>", "type": "string", "maxLength": 200, "pattern": "^[a-z0-9-]+(?:\\.[a-z0-9-]+)+/[A-Za-z0-9/]+$", "examples": ["sqladmin.googleapis.com/Instance"] }, "service": { "title": "Service", "description": "only resources of this service", "type": "string", "maxLength": 200, "pattern": "^[a-z0-9-]+(?:\\.[a-z0-9-]+)+$", "examples": ["sqladmin.googleapis.com"] } } }, "parties": { "title": "Parties", "description": "a list of teams and people", "type": "array", "items": { "$ref": "#/$defs/party" }, "minItems": 1, "maxItems": 50, "uniqueItems": true }, "party": { "title": "Party", "description": "a team or a person: team:<slug> or user:<login>", "type": "string", "pattern": "^(?:team:[a-z0-9][a-z0-9-]*|user:[A-Za-z0-9][A-Za-z0-9-]*)$", "maxLength": 110, "examples": ["team:sre-leads", "user:alice"] }, "role": { "title": "Role", "description": "an IAM role: roles/<name>, projects/<id>/roles/<name> or organizations/<number>/roles/<name>", "type": "string", "maxLength": 160, "pattern": "^(?:(?:projects/[a-z][a-z0-9-]{4,28}[a-z0-9]|organizations/[1-9][0-9]{0,19})/)?roles/[A-Za-z][A-Za-z0-9_.]*$", "examples": ["roles/cloudsql.viewer"] }, "rule": { "title": "Rule", "description": "a part of JSON Schema 2020-12 that the request document must satisfy besides its own schema", "type": "object", "additionalProperties": false, "properties": { "title": { "title": "Title", "description": "the purpose of the rule", "type": "string", "maxLength": 200 }, "description": { "title": "Description", "description": "a value that satisfies the rule; checks print it", "type": "string", "maxLength": 500 }, "type": { "title": "Type", "description": "the JSON type of the value", "enum": ["string", "boolean", "object"] }, "const": { "title": "Constant", "description": "the only value allowed", "type": ["string", "boolean"] }, "enum": { "title": "Choices", "description": "the values allowed", "type": "array", "minItems": 1, "maxItems": 100, "uniqueItems": true, "items": { "title": "Choice", "description": "a value allowed", "type": ["string", "boolean"] } }, "required": { "title": "Required", "description": "fields the request must have", "type": "array", "maxItems": 20, "uniqueItems": true, "items": { "$ref": "#/$defs/field" } }, "properties": { "title": "Properties", "description": "a rule for each field named", "type": "object", "propertyNames": { "$ref": "#/$defs/field" }, "additionalProperties": { "$ref": "#/$defs/rule" } }, "pattern": { "title": "Pattern", "description": "a regular expression (RE2) found in the text; anchor it with ^ and $", "type": "string", "minLength": 1, "maxLength": 200 }, "minLength": { "title": "Shortest", "description": "the least number of characters", "type": "integer", "minimum": 0, "maximum": 2e3 }, "maxLength": { "title": "Longest", "description": "the greatest number of characters", "type": "integer", "minimum": 0, "maximum": 2e3 }, "allOf": { "title": "All of", "description": "rules that must all hold", "type": "array", "minItems": 1, "maxItems": 20, "items": { "$ref": "#/$defs/rule" } }, "anyOf": { "title": "Any of", "description": "rules; at least one must hold", "type": "array", "minItems": 1, "maxItems": 20, "items": { "$ref": "#/$defs/rule" } }, "oneOf": { "title": "One of", "description": "rules; exactly one must hold", "type": "array", "minItems": 1, "maxItems": 20, "items": { "$ref": "#/$defs/rule" } }, "not": { "title": "Not", "description": "a rule that must not hold", "$ref": "#/$defs/rule" }, "if": { "title": "If", "description": "a rule that selects `then` if it holds, and `else` if it does not", "$ref": "#/$defs/rule" }, "then": { "title": "Then", "description": "a rule that must hold if `if` holds", "$ref": "#/$defs/rule" }, "else": { "title": "Else", "description": "a rule that must hold if `if` does not hold", "$ref": "#/$defs/rule" } }, "dependentRequired": { "then": ["if"], "else": ["if"] } } } };
var schema39 = { "title": "Duration", "description": "a length of time in hours and minutes", "type": "string", "pattern": "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$", "examples": ["2h", "90m", "1h30m"] };
var schema44 = { "title": "Incident", "description": "the system that keeps incidents, and the incidents that count", "type": "object", "required": ["from"], "additionalProperties": false, "properties": { "from": { "title": "From", "description": "the system that keeps incidents: github (an open issue) or pagerduty (an incident that is not resolved)", "enum": ["github", "pagerduty"] }, "labels": { "title": "Labels", "description": "github: labels the issue must have, all of them", "type": "array", "minItems": 1, "maxItems": 10, "uniqueItems": true, "items": { "title": "Label", "description": "the name of a label", "type": "string", "minLength": 1, "maxLength": 50, "examples": ["incident"] } }, "repository": { "title": "Repository", "description": "github: the repository whose issues are incidents, <owner>/<name>; absent: the one with the requests", "type": "string", "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}$", "examples": ["acme/incidents"] }, "services": { "title": "Services", "description": "pagerduty: ids of the services whose incidents count; absent: any", "type": "array", "minItems": 1, "maxItems": 50, "uniqueItems": true, "items": { "title": "Service", "description": "the id of a service, the last part of its address at PagerDuty", "type": "string", "pattern": "^[A-Z0-9]{6,20}$", "examples": ["PORDERS"] } }, "statuses": { "title": "Statuses", "description": "pagerduty: statuses of incidents that count; absent: triggered and acknowledged", "type": "array", "minItems": 1, "uniqueItems": true, "items": { "title": "Status", "description": "the status of an open incident: triggered or acknowledged", "enum": ["triggered", "acknowledged"] } }, "unreachable": { "title": "Unreachable", "description": "the effect of an unreachable system: refuse (the request waits) or record (granted, with the incident recorded as unverified)", "enum": ["refuse", "record"], "default": "refuse" } } };
var func3 = Object.prototype.hasOwnProperty;
var func0 = require_equal().default;
var pattern7 = new RegExp("^\\S(?:.*\\S)?$", "u");
var pattern8 = new RegExp("^[a-z][a-z0-9-]{0,29}$", "u");
var pattern17 = new RegExp("^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}$", "u");
var pattern18 = new RegExp("^[A-Z0-9]{6,20}$", "u");
var pattern19 = new RegExp("^(?:serviceAccount:[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z][a-z0-9-]{4,28}[a-z0-9]\\.iam\\.gserviceaccount\\.com|principal://iam\\.googleapis\\.com/projects/[1-9][0-9]{0,19}/locations/global/workloadIdentityPools/[a-z0-9-]{4,32}/subject/[A-Za-z0-9][A-Za-z0-9:/._@-]{0,126})$", "u");
var schema34 = { "title": "Access", "description": "roles on one resource", "type": "object", "required": ["resource", "roles"], "additionalProperties": false, "properties": { "resource": { "title": "Resource", "description": "a resource: projects/<id>, folders/<number>, organizations/<number>, buckets/<name>, or one in a project, such as projects/<id>/secrets/<name>", "type": "string", "pattern": "^(?:projects/[a-z][a-z0-9-]{4,28}[a-z0-9](?:/[A-Za-z]{1,40}/[A-Za-z0-9][A-Za-z0-9_.@-]{0,254}){0,4}|(?:folders|organizations)/[1-9][0-9]{0,19}|buckets/[a-z0-9][a-z0-9._-]{1,220}[a-z0-9])$", "maxLength": 400, "examples": ["projects/acme-orders-prod", "buckets/acme-orders-exports", "projects/acme-orders-prod/secrets/db-password"] }, "roles": { "title": "Roles", "description": "the IAM roles that the policy grants on the resource", "type": "array", "items": { "$ref": "#/$defs/role" }, "minItems": 1, "maxItems": 10, "uniqueItems": true }, "only": { "title": "Only", "description": "a narrowing of the access to some resources of the project", "$ref": "#/$defs/only" } } };
var schema35 = { "title": "Role", "description": "an IAM role: roles/<name>, projects/<id>/roles/<name> or organizations/<number>/roles/<name>", "type": "string", "maxLength": 160, "pattern": "^(?:(?:projects/[a-z][a-z0-9-]{4,28}[a-z0-9]|organizations/[1-9][0-9]{0,19})/)?roles/[A-Za-z][A-Za-z0-9_.]*$", "examples": ["roles/cloudsql.viewer"] };
var schema36 = { "title": "Only", "description": "a narrowing of the access; permissions that Google checks on the project, such as listing, are then not granted", "type": "object", "minProperties": 1, "additionalProperties": false, "properties": { "nameStartsWith": { "title": "Name starts with", "description": "only resources whose full name starts with this text", "type": "string", "minLength": 1, "maxLength": 300, "examples": ["projects/acme-orders-prod/instances/orders"] }, "type": { "title": "Type", "description": "only resources of this type: <service>/<Type>", "type": "string", "maxLength": 200, "pattern": "^[a-z0-9-]+(?:\\.[a-z0-9-]+)+/[A-Za-z0-9/]+$", "examples": ["sqladmin.googleapis.com/Instance"] }, "service": { "title": "Service", "description": "only resources of this service", "type": "string", "maxLength": 200, "pattern": "^[a-z0-9-]+(?:\\.[a-z0-9-]+)+$", "examples": ["sqladmin.googleapis.com"] } } };
var pattern9 = new RegExp("^(?:projects/[a-z][a-z0-9-]{4,28}[a-z0-9](?:/[A-Za-z]{1,40}/[A-Za-z0-9][A-Za-z0-9_.@-]{0,254}){0,4}|(?:folders|organizations)/[1-9][0-9]{0,19}|buckets/[a-z0-9][a-z0-9._-]{1,220}[a-z0-9])$", "u");
var pattern10 = new RegExp("^(?:(?:projects/[a-z][a-z0-9-]{4,28}[a-z0-9]|organizations/[1-9][0-9]{0,19})/)?roles/[A-Za-z][A-Za-z0-9_.]*$", "u");
var pattern11 = new RegExp("^[a-z0-9-]+(?:\\.[a-z0-9-]+)+/[A-Za-z0-9/]+$", "u");
var pattern12 = new RegExp("^[a-z0-9-]+(?:\\.[a-z0-9-]+)+$", "u");
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate22.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.resource === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "resource" }, schema: schema34.required, parentSchema: schema34, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.roles === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "roles" }, schema: schema34.required, parentSchema: schema34, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "resource" || key0 === "roles" || key0 === "only")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, schema: false, parentSchema: schema34, data };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.resource !== void 0) {
      let data0 = data.resource;
      if (typeof data0 === "string") {
        if (func1(data0) > 400) {
          const err3 = { instancePath: instancePath + "/resource", schemaPath: "#/properties/resource/maxLength", keyword: "maxLength", params: { limit: 400 }, schema: 400, parentSchema: schema34.properties.resource, data: data0 };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
        if (!pattern9.test(data0)) {
          const err4 = { instancePath: instancePath + "/resource", schemaPath: "#/properties/resource/pattern", keyword: "pattern", params: { pattern: "^(?:projects/[a-z][a-z0-9-]{4,28}[a-z0-9](?:/[A-Za-z]{1,40}/[A-Za-z0-9][A-Za-z0-9_.@-]{0,254}){0,4}|(?:folders|organizations)/[1-9][0-9]{0,19}|buckets/[a-z0-9][a-z0-9._-]{1,220}[a-z0-9])$" }, schema: "^(?:projects/[a-z][a-z0-9-]{4,28}[a-z0-9](?:/[A-Za-z]{1,40}/[A-Za-z0-9][A-Za-z0-9_.@-]{0,254}){0,4}|(?:folders|organizations)/[1-9][0-9]{0,19}|buckets/[a-z0-9][a-z0-9._-]{1,220}[a-z0-9])$", parentSchema: schema34.properties.resource, data: data0 };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/resource", schemaPath: "#/properties/resource/type", keyword: "type", params: { type: "string" }, schema: schema34.properties.resource.type, parentSchema: schema34.properties.resource, data: data0 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.roles !== void 0) {
      let data1 = data.roles;
      if (Array.isArray(data1)) {
        if (data1.length > 10) {
          const err6 = { instancePath: instancePath + "/roles", schemaPath: "#/properties/roles/maxItems", keyword: "maxItems", params: { limit: 10 }, schema: 10, parentSchema: schema34.properties.roles, data: data1 };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
        if (data1.length < 1) {
          const err7 = { instancePath: instancePath + "/roles", schemaPath: "#/properties/roles/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema34.properties.roles, data: data1 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (typeof data2 === "string") {
            if (func1(data2) > 160) {
              const err8 = { instancePath: instancePath + "/roles/" + i0, schemaPath: "#/$defs/role/maxLength", keyword: "maxLength", params: { limit: 160 }, schema: 160, parentSchema: schema35, data: data2 };
              if (vErrors === null) {
                vErrors = [err8];
              } else {
                vErrors.push(err8);
              }
              errors++;
            }
            if (!pattern10.test(data2)) {
              const err9 = { instancePath: instancePath + "/roles/" + i0, schemaPath: "#/$defs/role/pattern", keyword: "pattern", params: { pattern: "^(?:(?:projects/[a-z][a-z0-9-]{4,28}[a-z0-9]|organizations/[1-9][0-9]{0,19})/)?roles/[A-Za-z][A-Za-z0-9_.]*$" }, schema: "^(?:(?:projects/[a-z][a-z0-9-]{4,28}[a-z0-9]|organizations/[1-9][0-9]{0,19})/)?roles/[A-Za-z][A-Za-z0-9_.]*$", parentSchema: schema35, data: data2 };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
          } else {
            const err10 = { instancePath: instancePath + "/roles/" + i0, schemaPath: "#/$defs/role/type", keyword: "type", params: { type: "string" }, schema: schema35.type, parentSchema: schema35, data: data2 };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
        }
        let i1 = data1.length;
        let j0;
        if (i1 > 1) {
          outer0:
            for (; i1--; ) {
              for (j0 = i1; j0--; ) {
                if (func0(data1[i1], data1[j0])) {
                  const err11 = { instancePath: instancePath + "/roles", schemaPath: "#/properties/roles/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, schema: true, parentSchema: schema34.properties.roles, data: data1 };
                  if (vErrors === null) {
                    vErrors = [err11];
                  } else {
                    vErrors.push(err11);
                  }
                  errors++;
                  break outer0;
                }
              }
            }
        }
      } else {
        const err12 = { instancePath: instancePath + "/roles", schemaPath: "#/properties/roles/type", keyword: "type", params: { type: "array" }, schema: schema34.properties.roles.type, parentSchema: schema34.properties.roles, data: data1 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.only !== void 0) {
      let data3 = data.only;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        if (Object.keys(data3).length < 1) {
          const err13 = { instancePath: instancePath + "/only", schemaPath: "#/$defs/only/minProperties", keyword: "minProperties", params: { limit: 1 }, schema: 1, parentSchema: schema36, data: data3 };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
        for (const key1 in data3) {
          if (!(key1 === "nameStartsWith" || key1 === "type" || key1 === "service")) {
            const err14 = { instancePath: instancePath + "/only", schemaPath: "#/$defs/only/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, schema: false, parentSchema: schema36, data: data3 };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
        if (data3.nameStartsWith !== void 0) {
          let data4 = data3.nameStartsWith;
          if (typeof data4 === "string") {
            if (func1(data4) > 300) {
              const err15 = { instancePath: instancePath + "/only/nameStartsWith", schemaPath: "#/$defs/only/properties/nameStartsWith/maxLength", keyword: "maxLength", params: { limit: 300 }, schema: 300, parentSchema: schema36.properties.nameStartsWith, data: data4 };
              if (vErrors === null) {
                vErrors = [err15];
              } else {
                vErrors.push(err15);
              }
              errors++;
            }
            if (func1(data4) < 1) {
              const err16 = { instancePath: instancePath + "/only/nameStartsWith", schemaPath: "#/$defs/only/properties/nameStartsWith/minLength", keyword: "minLength", params: { limit: 1 }, schema: 1, parentSchema: schema36.properties.nameStartsWith, data: data4 };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
            }
          } else {
            const err17 = { instancePath: instancePath + "/only/nameStartsWith", schemaPath: "#/$defs/only/properties/nameStartsWith/type", keyword: "type", params: { type: "string" }, schema: schema36.properties.nameStartsWith.type, parentSchema: schema36.properties.nameStartsWith, data: data4 };
            if (vErrors === null) {
              vErrors = [err17];
            } else {
              vErrors.push(err17);
            }
            errors++;
          }
        }
        if (data3.type !== void 0) {
          let data5 = data3.type;
          if (typeof data5 === "string") {
            if (func1(data5) > 200) {
              const err18 = { instancePath: instancePath + "/only/type", schemaPath: "#/$defs/only/properties/type/maxLength", keyword: "maxLength", params: { limit: 200 }, schema: 200, parentSchema: schema36.properties.type, data: data5 };
              if (vErrors === null) {
                vErrors = [err18];
              } else {
                vErrors.push(err18);
              }
              errors++;
            }
            if (!pattern11.test(data5)) {
              const err19 = { instancePath: instancePath + "/only/type", schemaPath: "#/$defs/only/properties/type/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9-]+(?:\\.[a-z0-9-]+)+/[A-Za-z0-9/]+$" }, schema: "^[a-z0-9-]+(?:\\.[a-z0-9-]+)+/[A-Za-z0-9/]+$", parentSchema: schema36.properties.type, data: data5 };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
          } else {
            const err20 = { instancePath: instancePath + "/only/type", schemaPath: "#/$defs/only/properties/type/type", keyword: "type", params: { type: "string" }, schema: schema36.properties.type.type, parentSchema: schema36.properties.type, data: data5 };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data3.service !== void 0) {
          let data6 = data3.service;
          if (typeof data6 === "string") {
            if (func1(data6) > 200) {
              const err21 = { instancePath: instancePath + "/only/service", schemaPath: "#/$defs/only/properties/service/maxLength", keyword: "maxLength", params: { limit: 200 }, schema: 200, parentSchema: schema36.properties.service, data: data6 };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
            if (!pattern12.test(data6)) {
              const err22 = { instancePath: instancePath + "/only/service", schemaPath: "#/$defs/only/properties/service/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9-]+(?:\\.[a-z0-9-]+)+$" }, schema: "^[a-z0-9-]+(?:\\.[a-z0-9-]+)+$", parentSchema: schema36.properties.service, data: data6 };
              if (vErrors === null) {
                vErrors = [err22];
              } else {
                vErrors.push(err22);
              }
              errors++;
            }
          } else {
            const err23 = { instancePath: instancePath + "/only/service", schemaPath: "#/$defs/only/properties/service/type", keyword: "type", params: { type: "string" }, schema: schema36.properties.service.type, parentSchema: schema36.properties.service, data: data6 };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
        }
      } else {
        const err24 = { instancePath: instancePath + "/only", schemaPath: "#/$defs/only/type", keyword: "type", params: { type: "object" }, schema: schema36.type, parentSchema: schema36, data: data3 };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
    }
  } else {
    const err25 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema34.type, parentSchema: schema34, data };
    if (vErrors === null) {
      vErrors = [err25];
    } else {
      vErrors.push(err25);
    }
    errors++;
  }
  validate22.errors = vErrors;
  return errors === 0;
}
validate22.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema37 = { "title": "Parties", "description": "a list of teams and people", "type": "array", "items": { "$ref": "#/$defs/party" }, "minItems": 1, "maxItems": 50, "uniqueItems": true };
var schema38 = { "title": "Party", "description": "a team or a person: team:<slug> or user:<login>", "type": "string", "pattern": "^(?:team:[a-z0-9][a-z0-9-]*|user:[A-Za-z0-9][A-Za-z0-9-]*)$", "maxLength": 110, "examples": ["team:sre-leads", "user:alice"] };
var pattern13 = new RegExp("^(?:team:[a-z0-9][a-z0-9-]*|user:[A-Za-z0-9][A-Za-z0-9-]*)$", "u");
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate24.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (Array.isArray(data)) {
    if (data.length > 50) {
      const err0 = { instancePath, schemaPath: "#/maxItems", keyword: "maxItems", params: { limit: 50 }, schema: 50, parentSchema: schema37, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.length < 1) {
      const err1 = { instancePath, schemaPath: "#/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema37, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      if (typeof data0 === "string") {
        if (func1(data0) > 110) {
          const err2 = { instancePath: instancePath + "/" + i0, schemaPath: "#/$defs/party/maxLength", keyword: "maxLength", params: { limit: 110 }, schema: 110, parentSchema: schema38, data: data0 };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
        if (!pattern13.test(data0)) {
          const err3 = { instancePath: instancePath + "/" + i0, schemaPath: "#/$defs/party/pattern", keyword: "pattern", params: { pattern: "^(?:team:[a-z0-9][a-z0-9-]*|user:[A-Za-z0-9][A-Za-z0-9-]*)$" }, schema: "^(?:team:[a-z0-9][a-z0-9-]*|user:[A-Za-z0-9][A-Za-z0-9-]*)$", parentSchema: schema38, data: data0 };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/" + i0, schemaPath: "#/$defs/party/type", keyword: "type", params: { type: "string" }, schema: schema38.type, parentSchema: schema38, data: data0 };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    let i1 = data.length;
    let j0;
    if (i1 > 1) {
      outer0:
        for (; i1--; ) {
          for (j0 = i1; j0--; ) {
            if (func0(data[i1], data[j0])) {
              const err5 = { instancePath, schemaPath: "#/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, schema: true, parentSchema: schema37, data };
              if (vErrors === null) {
                vErrors = [err5];
              } else {
                vErrors.push(err5);
              }
              errors++;
              break outer0;
            }
          }
        }
    }
  } else {
    const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "array" }, schema: schema37.type, parentSchema: schema37, data };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  }
  validate24.errors = vErrors;
  return errors === 0;
}
validate24.evaluated = { "items": true, "dynamicProps": false, "dynamicItems": false };
var schema40 = { "title": "Approval rule", "description": "a number of approvals and the people who may give them", "type": "object", "required": ["from", "count"], "additionalProperties": false, "properties": { "from": { "title": "From", "description": "teams and people whose approval counts", "$ref": "#/$defs/parties" }, "count": { "title": "Count", "description": "the number of different people who must approve", "type": "integer", "minimum": 1, "maximum": 10 } } };
function validate26(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate26.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.from === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "from" }, schema: schema40.required, parentSchema: schema40, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.count === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "count" }, schema: schema40.required, parentSchema: schema40, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "from" || key0 === "count")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, schema: false, parentSchema: schema40, data };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.from !== void 0) {
      if (!validate24(data.from, { instancePath: instancePath + "/from", parentData: data, parentDataProperty: "from", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
        errors = vErrors.length;
      }
    }
    if (data.count !== void 0) {
      let data1 = data.count;
      if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
        const err3 = { instancePath: instancePath + "/count", schemaPath: "#/properties/count/type", keyword: "type", params: { type: "integer" }, schema: schema40.properties.count.type, parentSchema: schema40.properties.count, data: data1 };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
      if (typeof data1 == "number" && isFinite(data1)) {
        if (data1 > 10 || isNaN(data1)) {
          const err4 = { instancePath: instancePath + "/count", schemaPath: "#/properties/count/maximum", keyword: "maximum", params: { comparison: "<=", limit: 10 }, schema: 10, parentSchema: schema40.properties.count, data: data1 };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        if (data1 < 1 || isNaN(data1)) {
          const err5 = { instancePath: instancePath + "/count", schemaPath: "#/properties/count/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, schema: 1, parentSchema: schema40.properties.count, data: data1 };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      }
    }
  } else {
    const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema40.type, parentSchema: schema40, data };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  }
  validate26.errors = vErrors;
  return errors === 0;
}
validate26.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema41 = { "title": "Break glass", "description": "access without prior approval: its requesters, its longest duration, and its review", "type": "object", "required": ["requesters", "maxDuration", "review"], "additionalProperties": false, "properties": { "requesters": { "title": "Requesters", "description": "teams and people who may break glass", "$ref": "#/$defs/parties" }, "maxDuration": { "title": "Longest duration", "description": "the longest access without prior approval, at most the policy's maxDuration", "$ref": "#/$defs/duration" }, "unreviewed": { "title": "Unreviewed", "description": "uses of one person that may await their review at a time, over all policies", "type": "integer", "minimum": 1, "maximum": 10, "default": 1 }, "review": { "title": "Review", "description": "the reviewers of the access and the time until their review is overdue", "type": "object", "required": ["from", "within"], "additionalProperties": false, "properties": { "from": { "title": "From", "description": "teams and people; one of them must review", "$ref": "#/$defs/parties" }, "within": { "title": "Within", "description": "the time from the merge until the review is overdue", "$ref": "#/$defs/duration" } } } } };
function validate29(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate29.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.requesters === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "requesters" }, schema: schema41.required, parentSchema: schema41, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.maxDuration === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "maxDuration" }, schema: schema41.required, parentSchema: schema41, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.review === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "review" }, schema: schema41.required, parentSchema: schema41, data };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "requesters" || key0 === "maxDuration" || key0 === "unreviewed" || key0 === "review")) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, schema: false, parentSchema: schema41, data };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.requesters !== void 0) {
      if (!validate24(data.requesters, { instancePath: instancePath + "/requesters", parentData: data, parentDataProperty: "requesters", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
        errors = vErrors.length;
      }
    }
    if (data.maxDuration !== void 0) {
      let data1 = data.maxDuration;
      if (typeof data1 === "string") {
        if (!pattern5.test(data1)) {
          const err4 = { instancePath: instancePath + "/maxDuration", schemaPath: "#/$defs/duration/pattern", keyword: "pattern", params: { pattern: "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$" }, schema: "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$", parentSchema: schema39, data: data1 };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/maxDuration", schemaPath: "#/$defs/duration/type", keyword: "type", params: { type: "string" }, schema: schema39.type, parentSchema: schema39, data: data1 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.unreviewed !== void 0) {
      let data2 = data.unreviewed;
      if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
        const err6 = { instancePath: instancePath + "/unreviewed", schemaPath: "#/properties/unreviewed/type", keyword: "type", params: { type: "integer" }, schema: schema41.properties.unreviewed.type, parentSchema: schema41.properties.unreviewed, data: data2 };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
      if (typeof data2 == "number" && isFinite(data2)) {
        if (data2 > 10 || isNaN(data2)) {
          const err7 = { instancePath: instancePath + "/unreviewed", schemaPath: "#/properties/unreviewed/maximum", keyword: "maximum", params: { comparison: "<=", limit: 10 }, schema: 10, parentSchema: schema41.properties.unreviewed, data: data2 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        if (data2 < 1 || isNaN(data2)) {
          const err8 = { instancePath: instancePath + "/unreviewed", schemaPath: "#/properties/unreviewed/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, schema: 1, parentSchema: schema41.properties.unreviewed, data: data2 };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      }
    }
    if (data.review !== void 0) {
      let data3 = data.review;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        if (data3.from === void 0) {
          const err9 = { instancePath: instancePath + "/review", schemaPath: "#/properties/review/required", keyword: "required", params: { missingProperty: "from" }, schema: schema41.properties.review.required, parentSchema: schema41.properties.review, data: data3 };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
        if (data3.within === void 0) {
          const err10 = { instancePath: instancePath + "/review", schemaPath: "#/properties/review/required", keyword: "required", params: { missingProperty: "within" }, schema: schema41.properties.review.required, parentSchema: schema41.properties.review, data: data3 };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
        for (const key1 in data3) {
          if (!(key1 === "from" || key1 === "within")) {
            const err11 = { instancePath: instancePath + "/review", schemaPath: "#/properties/review/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, schema: false, parentSchema: schema41.properties.review, data: data3 };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
        }
        if (data3.from !== void 0) {
          if (!validate24(data3.from, { instancePath: instancePath + "/review/from", parentData: data3, parentDataProperty: "from", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
            errors = vErrors.length;
          }
        }
        if (data3.within !== void 0) {
          let data5 = data3.within;
          if (typeof data5 === "string") {
            if (!pattern5.test(data5)) {
              const err12 = { instancePath: instancePath + "/review/within", schemaPath: "#/$defs/duration/pattern", keyword: "pattern", params: { pattern: "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$" }, schema: "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$", parentSchema: schema39, data: data5 };
              if (vErrors === null) {
                vErrors = [err12];
              } else {
                vErrors.push(err12);
              }
              errors++;
            }
          } else {
            const err13 = { instancePath: instancePath + "/review/within", schemaPath: "#/$defs/duration/type", keyword: "type", params: { type: "string" }, schema: schema39.type, parentSchema: schema39, data: data5 };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
        }
      } else {
        const err14 = { instancePath: instancePath + "/review", schemaPath: "#/properties/review/type", keyword: "type", params: { type: "object" }, schema: schema41.properties.review.type, parentSchema: schema41.properties.review, data: data3 };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
  } else {
    const err15 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema41.type, parentSchema: schema41, data };
    if (vErrors === null) {
      vErrors = [err15];
    } else {
      vErrors.push(err15);
    }
    errors++;
  }
  validate29.errors = vErrors;
  return errors === 0;
}
validate29.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema45 = { "title": "Rule", "description": "a part of JSON Schema 2020-12 that the request document must satisfy besides its own schema", "type": "object", "additionalProperties": false, "properties": { "title": { "title": "Title", "description": "the purpose of the rule", "type": "string", "maxLength": 200 }, "description": { "title": "Description", "description": "a value that satisfies the rule; checks print it", "type": "string", "maxLength": 500 }, "type": { "title": "Type", "description": "the JSON type of the value", "enum": ["string", "boolean", "object"] }, "const": { "title": "Constant", "description": "the only value allowed", "type": ["string", "boolean"] }, "enum": { "title": "Choices", "description": "the values allowed", "type": "array", "minItems": 1, "maxItems": 100, "uniqueItems": true, "items": { "title": "Choice", "description": "a value allowed", "type": ["string", "boolean"] } }, "required": { "title": "Required", "description": "fields the request must have", "type": "array", "maxItems": 20, "uniqueItems": true, "items": { "$ref": "#/$defs/field" } }, "properties": { "title": "Properties", "description": "a rule for each field named", "type": "object", "propertyNames": { "$ref": "#/$defs/field" }, "additionalProperties": { "$ref": "#/$defs/rule" } }, "pattern": { "title": "Pattern", "description": "a regular expression (RE2) found in the text; anchor it with ^ and $", "type": "string", "minLength": 1, "maxLength": 200 }, "minLength": { "title": "Shortest", "description": "the least number of characters", "type": "integer", "minimum": 0, "maximum": 2e3 }, "maxLength": { "title": "Longest", "description": "the greatest number of characters", "type": "integer", "minimum": 0, "maximum": 2e3 }, "allOf": { "title": "All of", "description": "rules that must all hold", "type": "array", "minItems": 1, "maxItems": 20, "items": { "$ref": "#/$defs/rule" } }, "anyOf": { "title": "Any of", "description": "rules; at least one must hold", "type": "array", "minItems": 1, "maxItems": 20, "items": { "$ref": "#/$defs/rule" } }, "oneOf": { "title": "One of", "description": "rules; exactly one must hold", "type": "array", "minItems": 1, "maxItems": 20, "items": { "$ref": "#/$defs/rule" } }, "not": { "title": "Not", "description": "a rule that must not hold", "$ref": "#/$defs/rule" }, "if": { "title": "If", "description": "a rule that selects `then` if it holds, and `else` if it does not", "$ref": "#/$defs/rule" }, "then": { "title": "Then", "description": "a rule that must hold if `if` holds", "$ref": "#/$defs/rule" }, "else": { "title": "Else", "description": "a rule that must hold if `if` does not hold", "$ref": "#/$defs/rule" } }, "dependentRequired": { "then": ["if"], "else": ["if"] } };
var schema46 = { "title": "Field", "description": "a field of the request document", "enum": ["policy", "duration", "reason", "incident", "breakGlass"] };
var wrapper0 = { validate: validate33 };
function validate33(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate33.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func3.call(schema45.properties, key0)) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, schema: false, parentSchema: schema45, data };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.title !== void 0) {
      let data0 = data.title;
      if (typeof data0 === "string") {
        if (func1(data0) > 200) {
          const err1 = { instancePath: instancePath + "/title", schemaPath: "#/properties/title/maxLength", keyword: "maxLength", params: { limit: 200 }, schema: 200, parentSchema: schema45.properties.title, data: data0 };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
      } else {
        const err2 = { instancePath: instancePath + "/title", schemaPath: "#/properties/title/type", keyword: "type", params: { type: "string" }, schema: schema45.properties.title.type, parentSchema: schema45.properties.title, data: data0 };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.description !== void 0) {
      let data1 = data.description;
      if (typeof data1 === "string") {
        if (func1(data1) > 500) {
          const err3 = { instancePath: instancePath + "/description", schemaPath: "#/properties/description/maxLength", keyword: "maxLength", params: { limit: 500 }, schema: 500, parentSchema: schema45.properties.description, data: data1 };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/description", schemaPath: "#/properties/description/type", keyword: "type", params: { type: "string" }, schema: schema45.properties.description.type, parentSchema: schema45.properties.description, data: data1 };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.type !== void 0) {
      let data2 = data.type;
      if (!(data2 === "string" || data2 === "boolean" || data2 === "object")) {
        const err5 = { instancePath: instancePath + "/type", schemaPath: "#/properties/type/enum", keyword: "enum", params: { allowedValues: schema45.properties.type.enum }, schema: schema45.properties.type.enum, parentSchema: schema45.properties.type, data: data2 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.const !== void 0) {
      let data3 = data.const;
      if (typeof data3 !== "string" && typeof data3 !== "boolean") {
        const err6 = { instancePath: instancePath + "/const", schemaPath: "#/properties/const/type", keyword: "type", params: { type: schema45.properties.const.type }, schema: schema45.properties.const.type, parentSchema: schema45.properties.const, data: data3 };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.enum !== void 0) {
      let data4 = data.enum;
      if (Array.isArray(data4)) {
        if (data4.length > 100) {
          const err7 = { instancePath: instancePath + "/enum", schemaPath: "#/properties/enum/maxItems", keyword: "maxItems", params: { limit: 100 }, schema: 100, parentSchema: schema45.properties.enum, data: data4 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        if (data4.length < 1) {
          const err8 = { instancePath: instancePath + "/enum", schemaPath: "#/properties/enum/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema45.properties.enum, data: data4 };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
        const len0 = data4.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data5 = data4[i0];
          if (typeof data5 !== "string" && typeof data5 !== "boolean") {
            const err9 = { instancePath: instancePath + "/enum/" + i0, schemaPath: "#/properties/enum/items/type", keyword: "type", params: { type: schema45.properties.enum.items.type }, schema: schema45.properties.enum.items.type, parentSchema: schema45.properties.enum.items, data: data5 };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
          }
        }
        let i1 = data4.length;
        let j0;
        if (i1 > 1) {
          const indices0 = {};
          for (; i1--; ) {
            let item0 = data4[i1];
            if (typeof item0 !== "string" && typeof item0 !== "boolean") {
              continue;
            }
            if (typeof item0 == "string") {
              item0 += "_";
            }
            if (typeof indices0[item0] == "number") {
              j0 = indices0[item0];
              const err10 = { instancePath: instancePath + "/enum", schemaPath: "#/properties/enum/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, schema: true, parentSchema: schema45.properties.enum, data: data4 };
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        const err11 = { instancePath: instancePath + "/enum", schemaPath: "#/properties/enum/type", keyword: "type", params: { type: "array" }, schema: schema45.properties.enum.type, parentSchema: schema45.properties.enum, data: data4 };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.required !== void 0) {
      let data6 = data.required;
      if (Array.isArray(data6)) {
        if (data6.length > 20) {
          const err12 = { instancePath: instancePath + "/required", schemaPath: "#/properties/required/maxItems", keyword: "maxItems", params: { limit: 20 }, schema: 20, parentSchema: schema45.properties.required, data: data6 };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
        const len1 = data6.length;
        for (let i2 = 0; i2 < len1; i2++) {
          let data7 = data6[i2];
          if (!(data7 === "policy" || data7 === "duration" || data7 === "reason" || data7 === "incident" || data7 === "breakGlass")) {
            const err13 = { instancePath: instancePath + "/required/" + i2, schemaPath: "#/$defs/field/enum", keyword: "enum", params: { allowedValues: schema46.enum }, schema: schema46.enum, parentSchema: schema46, data: data7 };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
        }
        let i3 = data6.length;
        let j1;
        if (i3 > 1) {
          outer0:
            for (; i3--; ) {
              for (j1 = i3; j1--; ) {
                if (func0(data6[i3], data6[j1])) {
                  const err14 = { instancePath: instancePath + "/required", schemaPath: "#/properties/required/uniqueItems", keyword: "uniqueItems", params: { i: i3, j: j1 }, schema: true, parentSchema: schema45.properties.required, data: data6 };
                  if (vErrors === null) {
                    vErrors = [err14];
                  } else {
                    vErrors.push(err14);
                  }
                  errors++;
                  break outer0;
                }
              }
            }
        }
      } else {
        const err15 = { instancePath: instancePath + "/required", schemaPath: "#/properties/required/type", keyword: "type", params: { type: "array" }, schema: schema45.properties.required.type, parentSchema: schema45.properties.required, data: data6 };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.properties !== void 0) {
      let data8 = data.properties;
      if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
        for (const key1 in data8) {
          const _errs19 = errors;
          if (!(key1 === "policy" || key1 === "duration" || key1 === "reason" || key1 === "incident" || key1 === "breakGlass")) {
            const err16 = { instancePath: instancePath + "/properties", schemaPath: "#/$defs/field/enum", keyword: "enum", params: { allowedValues: schema46.enum }, schema: schema46.enum, parentSchema: schema46, data: key1, propertyName: key1 };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
          var valid8 = _errs19 === errors;
          if (!valid8) {
            const err17 = { instancePath: instancePath + "/properties", schemaPath: "#/properties/properties/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, schema: schema45.properties.properties.propertyNames, parentSchema: schema45.properties.properties, data: data8 };
            if (vErrors === null) {
              vErrors = [err17];
            } else {
              vErrors.push(err17);
            }
            errors++;
          }
        }
        for (const key2 in data8) {
          if (!wrapper0.validate(data8[key2], { instancePath: instancePath + "/properties/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data8, parentDataProperty: key2, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err18 = { instancePath: instancePath + "/properties", schemaPath: "#/properties/properties/type", keyword: "type", params: { type: "object" }, schema: schema45.properties.properties.type, parentSchema: schema45.properties.properties, data: data8 };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.pattern !== void 0) {
      let data10 = data.pattern;
      if (typeof data10 === "string") {
        if (func1(data10) > 200) {
          const err19 = { instancePath: instancePath + "/pattern", schemaPath: "#/properties/pattern/maxLength", keyword: "maxLength", params: { limit: 200 }, schema: 200, parentSchema: schema45.properties.pattern, data: data10 };
          if (vErrors === null) {
            vErrors = [err19];
          } else {
            vErrors.push(err19);
          }
          errors++;
        }
        if (func1(data10) < 1) {
          const err20 = { instancePath: instancePath + "/pattern", schemaPath: "#/properties/pattern/minLength", keyword: "minLength", params: { limit: 1 }, schema: 1, parentSchema: schema45.properties.pattern, data: data10 };
          if (vErrors === null) {
            vErrors = [err20];
          } else {
            vErrors.push(err20);
          }
          errors++;
        }
      } else {
        const err21 = { instancePath: instancePath + "/pattern", schemaPath: "#/properties/pattern/type", keyword: "type", params: { type: "string" }, schema: schema45.properties.pattern.type, parentSchema: schema45.properties.pattern, data: data10 };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.minLength !== void 0) {
      let data11 = data.minLength;
      if (!(typeof data11 == "number" && (!(data11 % 1) && !isNaN(data11)) && isFinite(data11))) {
        const err22 = { instancePath: instancePath + "/minLength", schemaPath: "#/properties/minLength/type", keyword: "type", params: { type: "integer" }, schema: schema45.properties.minLength.type, parentSchema: schema45.properties.minLength, data: data11 };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
      if (typeof data11 == "number" && isFinite(data11)) {
        if (data11 > 2e3 || isNaN(data11)) {
          const err23 = { instancePath: instancePath + "/minLength", schemaPath: "#/properties/minLength/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2e3 }, schema: 2e3, parentSchema: schema45.properties.minLength, data: data11 };
          if (vErrors === null) {
            vErrors = [err23];
          } else {
            vErrors.push(err23);
          }
          errors++;
        }
        if (data11 < 0 || isNaN(data11)) {
          const err24 = { instancePath: instancePath + "/minLength", schemaPath: "#/properties/minLength/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, schema: 0, parentSchema: schema45.properties.minLength, data: data11 };
          if (vErrors === null) {
            vErrors = [err24];
          } else {
            vErrors.push(err24);
          }
          errors++;
        }
      }
    }
    if (data.maxLength !== void 0) {
      let data12 = data.maxLength;
      if (!(typeof data12 == "number" && (!(data12 % 1) && !isNaN(data12)) && isFinite(data12))) {
        const err25 = { instancePath: instancePath + "/maxLength", schemaPath: "#/properties/maxLength/type", keyword: "type", params: { type: "integer" }, schema: schema45.properties.maxLength.type, parentSchema: schema45.properties.maxLength, data: data12 };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
      if (typeof data12 == "number" && isFinite(data12)) {
        if (data12 > 2e3 || isNaN(data12)) {
          const err26 = { instancePath: instancePath + "/maxLength", schemaPath: "#/properties/maxLength/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2e3 }, schema: 2e3, parentSchema: schema45.properties.maxLength, data: data12 };
          if (vErrors === null) {
            vErrors = [err26];
          } else {
            vErrors.push(err26);
          }
          errors++;
        }
        if (data12 < 0 || isNaN(data12)) {
          const err27 = { instancePath: instancePath + "/maxLength", schemaPath: "#/properties/maxLength/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, schema: 0, parentSchema: schema45.properties.maxLength, data: data12 };
          if (vErrors === null) {
            vErrors = [err27];
          } else {
            vErrors.push(err27);
          }
          errors++;
        }
      }
    }
    if (data.allOf !== void 0) {
      let data13 = data.allOf;
      if (Array.isArray(data13)) {
        if (data13.length > 20) {
          const err28 = { instancePath: instancePath + "/allOf", schemaPath: "#/properties/allOf/maxItems", keyword: "maxItems", params: { limit: 20 }, schema: 20, parentSchema: schema45.properties.allOf, data: data13 };
          if (vErrors === null) {
            vErrors = [err28];
          } else {
            vErrors.push(err28);
          }
          errors++;
        }
        if (data13.length < 1) {
          const err29 = { instancePath: instancePath + "/allOf", schemaPath: "#/properties/allOf/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema45.properties.allOf, data: data13 };
          if (vErrors === null) {
            vErrors = [err29];
          } else {
            vErrors.push(err29);
          }
          errors++;
        }
        const len2 = data13.length;
        for (let i4 = 0; i4 < len2; i4++) {
          if (!wrapper0.validate(data13[i4], { instancePath: instancePath + "/allOf/" + i4, parentData: data13, parentDataProperty: i4, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err30 = { instancePath: instancePath + "/allOf", schemaPath: "#/properties/allOf/type", keyword: "type", params: { type: "array" }, schema: schema45.properties.allOf.type, parentSchema: schema45.properties.allOf, data: data13 };
        if (vErrors === null) {
          vErrors = [err30];
        } else {
          vErrors.push(err30);
        }
        errors++;
      }
    }
    if (data.anyOf !== void 0) {
      let data15 = data.anyOf;
      if (Array.isArray(data15)) {
        if (data15.length > 20) {
          const err31 = { instancePath: instancePath + "/anyOf", schemaPath: "#/properties/anyOf/maxItems", keyword: "maxItems", params: { limit: 20 }, schema: 20, parentSchema: schema45.properties.anyOf, data: data15 };
          if (vErrors === null) {
            vErrors = [err31];
          } else {
            vErrors.push(err31);
          }
          errors++;
        }
        if (data15.length < 1) {
          const err32 = { instancePath: instancePath + "/anyOf", schemaPath: "#/properties/anyOf/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema45.properties.anyOf, data: data15 };
          if (vErrors === null) {
            vErrors = [err32];
          } else {
            vErrors.push(err32);
          }
          errors++;
        }
        const len3 = data15.length;
        for (let i5 = 0; i5 < len3; i5++) {
          if (!wrapper0.validate(data15[i5], { instancePath: instancePath + "/anyOf/" + i5, parentData: data15, parentDataProperty: i5, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err33 = { instancePath: instancePath + "/anyOf", schemaPath: "#/properties/anyOf/type", keyword: "type", params: { type: "array" }, schema: schema45.properties.anyOf.type, parentSchema: schema45.properties.anyOf, data: data15 };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      }
    }
    if (data.oneOf !== void 0) {
      let data17 = data.oneOf;
      if (Array.isArray(data17)) {
        if (data17.length > 20) {
          const err34 = { instancePath: instancePath + "/oneOf", schemaPath: "#/properties/oneOf/maxItems", keyword: "maxItems", params: { limit: 20 }, schema: 20, parentSchema: schema45.properties.oneOf, data: data17 };
          if (vErrors === null) {
            vErrors = [err34];
          } else {
            vErrors.push(err34);
          }
          errors++;
        }
        if (data17.length < 1) {
          const err35 = { instancePath: instancePath + "/oneOf", schemaPath: "#/properties/oneOf/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema45.properties.oneOf, data: data17 };
          if (vErrors === null) {
            vErrors = [err35];
          } else {
            vErrors.push(err35);
          }
          errors++;
        }
        const len4 = data17.length;
        for (let i6 = 0; i6 < len4; i6++) {
          if (!wrapper0.validate(data17[i6], { instancePath: instancePath + "/oneOf/" + i6, parentData: data17, parentDataProperty: i6, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err36 = { instancePath: instancePath + "/oneOf", schemaPath: "#/properties/oneOf/type", keyword: "type", params: { type: "array" }, schema: schema45.properties.oneOf.type, parentSchema: schema45.properties.oneOf, data: data17 };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          vErrors.push(err36);
        }
        errors++;
      }
    }
    if (data.not !== void 0) {
      if (!wrapper0.validate(data.not, { instancePath: instancePath + "/not", parentData: data, parentDataProperty: "not", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
        errors = vErrors.length;
      }
    }
    if (data.if !== void 0) {
      if (!wrapper0.validate(data.if, { instancePath: instancePath + "/if", parentData: data, parentDataProperty: "if", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
        errors = vErrors.length;
      }
    }
    if (data.then !== void 0) {
      if (!wrapper0.validate(data.then, { instancePath: instancePath + "/then", parentData: data, parentDataProperty: "then", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
        errors = vErrors.length;
      }
    }
    if (data.else !== void 0) {
      if (!wrapper0.validate(data.else, { instancePath: instancePath + "/else", parentData: data, parentDataProperty: "else", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
        errors = vErrors.length;
      }
    }
    if (data.then !== void 0) {
      if (data.if === void 0) {
        const err37 = { instancePath, schemaPath: "#/dependentRequired", keyword: "dependentRequired", params: {
          property: "then",
          missingProperty: "if",
          depsCount: 1,
          deps: "if"
        }, schema: schema45.dependentRequired, parentSchema: schema45, data };
        if (vErrors === null) {
          vErrors = [err37];
        } else {
          vErrors.push(err37);
        }
        errors++;
      }
    }
    if (data.else !== void 0) {
      if (data.if === void 0) {
        const err38 = { instancePath, schemaPath: "#/dependentRequired", keyword: "dependentRequired", params: {
          property: "else",
          missingProperty: "if",
          depsCount: 1,
          deps: "if"
        }, schema: schema45.dependentRequired, parentSchema: schema45, data };
        if (vErrors === null) {
          vErrors = [err38];
        } else {
          vErrors.push(err38);
        }
        errors++;
      }
    }
  } else {
    const err39 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema45.type, parentSchema: schema45, data };
    if (vErrors === null) {
      vErrors = [err39];
    } else {
      vErrors.push(err39);
    }
    errors++;
  }
  validate33.errors = vErrors;
  return errors === 0;
}
validate33.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate21.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.title === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "title" }, schema: schema33.required, parentSchema: schema33, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.environment === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "environment" }, schema: schema33.required, parentSchema: schema33, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.access === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "access" }, schema: schema33.required, parentSchema: schema33, data };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.requesters === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "requesters" }, schema: schema33.required, parentSchema: schema33, data };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.maxDuration === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "maxDuration" }, schema: schema33.required, parentSchema: schema33, data };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.approval === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "approval" }, schema: schema33.required, parentSchema: schema33, data };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func3.call(schema33.properties, key0)) {
        const err6 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, schema: false, parentSchema: schema33, data };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.title !== void 0) {
      let data0 = data.title;
      if (typeof data0 === "string") {
        if (func1(data0) > 100) {
          const err7 = { instancePath: instancePath + "/title", schemaPath: "#/properties/title/maxLength", keyword: "maxLength", params: { limit: 100 }, schema: 100, parentSchema: schema33.properties.title, data: data0 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        if (func1(data0) < 3) {
          const err8 = { instancePath: instancePath + "/title", schemaPath: "#/properties/title/minLength", keyword: "minLength", params: { limit: 3 }, schema: 3, parentSchema: schema33.properties.title, data: data0 };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
        if (!pattern7.test(data0)) {
          const err9 = { instancePath: instancePath + "/title", schemaPath: "#/properties/title/pattern", keyword: "pattern", params: { pattern: "^\\S(?:.*\\S)?$" }, schema: "^\\S(?:.*\\S)?$", parentSchema: schema33.properties.title, data: data0 };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      } else {
        const err10 = { instancePath: instancePath + "/title", schemaPath: "#/properties/title/type", keyword: "type", params: { type: "string" }, schema: schema33.properties.title.type, parentSchema: schema33.properties.title, data: data0 };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.environment !== void 0) {
      let data1 = data.environment;
      if (typeof data1 === "string") {
        if (!pattern8.test(data1)) {
          const err11 = { instancePath: instancePath + "/environment", schemaPath: "#/properties/environment/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9-]{0,29}$" }, schema: "^[a-z][a-z0-9-]{0,29}$", parentSchema: schema33.properties.environment, data: data1 };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      } else {
        const err12 = { instancePath: instancePath + "/environment", schemaPath: "#/properties/environment/type", keyword: "type", params: { type: "string" }, schema: schema33.properties.environment.type, parentSchema: schema33.properties.environment, data: data1 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.access !== void 0) {
      let data2 = data.access;
      if (Array.isArray(data2)) {
        if (data2.length > 20) {
          const err13 = { instancePath: instancePath + "/access", schemaPath: "#/properties/access/maxItems", keyword: "maxItems", params: { limit: 20 }, schema: 20, parentSchema: schema33.properties.access, data: data2 };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
        if (data2.length < 1) {
          const err14 = { instancePath: instancePath + "/access", schemaPath: "#/properties/access/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema33.properties.access, data: data2 };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
        const len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate22(data2[i0], { instancePath: instancePath + "/access/" + i0, parentData: data2, parentDataProperty: i0, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err15 = { instancePath: instancePath + "/access", schemaPath: "#/properties/access/type", keyword: "type", params: { type: "array" }, schema: schema33.properties.access.type, parentSchema: schema33.properties.access, data: data2 };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.requesters !== void 0) {
      if (!validate24(data.requesters, { instancePath: instancePath + "/requesters", parentData: data, parentDataProperty: "requesters", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
        errors = vErrors.length;
      }
    }
    if (data.maxDuration !== void 0) {
      let data5 = data.maxDuration;
      if (typeof data5 === "string") {
        if (!pattern5.test(data5)) {
          const err16 = { instancePath: instancePath + "/maxDuration", schemaPath: "#/$defs/duration/pattern", keyword: "pattern", params: { pattern: "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$" }, schema: "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$", parentSchema: schema39, data: data5 };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
      } else {
        const err17 = { instancePath: instancePath + "/maxDuration", schemaPath: "#/$defs/duration/type", keyword: "type", params: { type: "string" }, schema: schema39.type, parentSchema: schema39, data: data5 };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.approval !== void 0) {
      let data6 = data.approval;
      if (Array.isArray(data6)) {
        if (data6.length > 10) {
          const err18 = { instancePath: instancePath + "/approval", schemaPath: "#/properties/approval/maxItems", keyword: "maxItems", params: { limit: 10 }, schema: 10, parentSchema: schema33.properties.approval, data: data6 };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
        if (data6.length < 1) {
          const err19 = { instancePath: instancePath + "/approval", schemaPath: "#/properties/approval/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema33.properties.approval, data: data6 };
          if (vErrors === null) {
            vErrors = [err19];
          } else {
            vErrors.push(err19);
          }
          errors++;
        }
        const len1 = data6.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (!validate26(data6[i1], { instancePath: instancePath + "/approval/" + i1, parentData: data6, parentDataProperty: i1, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err20 = { instancePath: instancePath + "/approval", schemaPath: "#/properties/approval/type", keyword: "type", params: { type: "array" }, schema: schema33.properties.approval.type, parentSchema: schema33.properties.approval, data: data6 };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    }
    if (data.breakGlass !== void 0) {
      if (!validate29(data.breakGlass, { instancePath: instancePath + "/breakGlass", parentData: data, parentDataProperty: "breakGlass", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
        errors = vErrors.length;
      }
    }
    if (data.incident !== void 0) {
      let data9 = data.incident;
      if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
        if (data9.from === void 0) {
          const err21 = { instancePath: instancePath + "/incident", schemaPath: "#/$defs/incident/required", keyword: "required", params: { missingProperty: "from" }, schema: schema44.required, parentSchema: schema44, data: data9 };
          if (vErrors === null) {
            vErrors = [err21];
          } else {
            vErrors.push(err21);
          }
          errors++;
        }
        for (const key1 in data9) {
          if (!(key1 === "from" || key1 === "labels" || key1 === "repository" || key1 === "services" || key1 === "statuses" || key1 === "unreachable")) {
            const err22 = { instancePath: instancePath + "/incident", schemaPath: "#/$defs/incident/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, schema: false, parentSchema: schema44, data: data9 };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
        if (data9.from !== void 0) {
          let data10 = data9.from;
          if (!(data10 === "github" || data10 === "pagerduty")) {
            const err23 = { instancePath: instancePath + "/incident/from", schemaPath: "#/$defs/incident/properties/from/enum", keyword: "enum", params: { allowedValues: schema44.properties.from.enum }, schema: schema44.properties.from.enum, parentSchema: schema44.properties.from, data: data10 };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
        }
        if (data9.labels !== void 0) {
          let data11 = data9.labels;
          if (Array.isArray(data11)) {
            if (data11.length > 10) {
              const err24 = { instancePath: instancePath + "/incident/labels", schemaPath: "#/$defs/incident/properties/labels/maxItems", keyword: "maxItems", params: { limit: 10 }, schema: 10, parentSchema: schema44.properties.labels, data: data11 };
              if (vErrors === null) {
                vErrors = [err24];
              } else {
                vErrors.push(err24);
              }
              errors++;
            }
            if (data11.length < 1) {
              const err25 = { instancePath: instancePath + "/incident/labels", schemaPath: "#/$defs/incident/properties/labels/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema44.properties.labels, data: data11 };
              if (vErrors === null) {
                vErrors = [err25];
              } else {
                vErrors.push(err25);
              }
              errors++;
            }
            const len2 = data11.length;
            for (let i2 = 0; i2 < len2; i2++) {
              let data12 = data11[i2];
              if (typeof data12 === "string") {
                if (func1(data12) > 50) {
                  const err26 = { instancePath: instancePath + "/incident/labels/" + i2, schemaPath: "#/$defs/incident/properties/labels/items/maxLength", keyword: "maxLength", params: { limit: 50 }, schema: 50, parentSchema: schema44.properties.labels.items, data: data12 };
                  if (vErrors === null) {
                    vErrors = [err26];
                  } else {
                    vErrors.push(err26);
                  }
                  errors++;
                }
                if (func1(data12) < 1) {
                  const err27 = { instancePath: instancePath + "/incident/labels/" + i2, schemaPath: "#/$defs/incident/properties/labels/items/minLength", keyword: "minLength", params: { limit: 1 }, schema: 1, parentSchema: schema44.properties.labels.items, data: data12 };
                  if (vErrors === null) {
                    vErrors = [err27];
                  } else {
                    vErrors.push(err27);
                  }
                  errors++;
                }
              } else {
                const err28 = { instancePath: instancePath + "/incident/labels/" + i2, schemaPath: "#/$defs/incident/properties/labels/items/type", keyword: "type", params: { type: "string" }, schema: schema44.properties.labels.items.type, parentSchema: schema44.properties.labels.items, data: data12 };
                if (vErrors === null) {
                  vErrors = [err28];
                } else {
                  vErrors.push(err28);
                }
                errors++;
              }
            }
            let i3 = data11.length;
            let j0;
            if (i3 > 1) {
              const indices0 = {};
              for (; i3--; ) {
                let item0 = data11[i3];
                if (typeof item0 !== "string") {
                  continue;
                }
                if (typeof indices0[item0] == "number") {
                  j0 = indices0[item0];
                  const err29 = { instancePath: instancePath + "/incident/labels", schemaPath: "#/$defs/incident/properties/labels/uniqueItems", keyword: "uniqueItems", params: { i: i3, j: j0 }, schema: true, parentSchema: schema44.properties.labels, data: data11 };
                  if (vErrors === null) {
                    vErrors = [err29];
                  } else {
                    vErrors.push(err29);
                  }
                  errors++;
                  break;
                }
                indices0[item0] = i3;
              }
            }
          } else {
            const err30 = { instancePath: instancePath + "/incident/labels", schemaPath: "#/$defs/incident/properties/labels/type", keyword: "type", params: { type: "array" }, schema: schema44.properties.labels.type, parentSchema: schema44.properties.labels, data: data11 };
            if (vErrors === null) {
              vErrors = [err30];
            } else {
              vErrors.push(err30);
            }
            errors++;
          }
        }
        if (data9.repository !== void 0) {
          let data13 = data9.repository;
          if (typeof data13 === "string") {
            if (!pattern17.test(data13)) {
              const err31 = { instancePath: instancePath + "/incident/repository", schemaPath: "#/$defs/incident/properties/repository/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}$" }, schema: "^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}$", parentSchema: schema44.properties.repository, data: data13 };
              if (vErrors === null) {
                vErrors = [err31];
              } else {
                vErrors.push(err31);
              }
              errors++;
            }
          } else {
            const err32 = { instancePath: instancePath + "/incident/repository", schemaPath: "#/$defs/incident/properties/repository/type", keyword: "type", params: { type: "string" }, schema: schema44.properties.repository.type, parentSchema: schema44.properties.repository, data: data13 };
            if (vErrors === null) {
              vErrors = [err32];
            } else {
              vErrors.push(err32);
            }
            errors++;
          }
        }
        if (data9.services !== void 0) {
          let data14 = data9.services;
          if (Array.isArray(data14)) {
            if (data14.length > 50) {
              const err33 = { instancePath: instancePath + "/incident/services", schemaPath: "#/$defs/incident/properties/services/maxItems", keyword: "maxItems", params: { limit: 50 }, schema: 50, parentSchema: schema44.properties.services, data: data14 };
              if (vErrors === null) {
                vErrors = [err33];
              } else {
                vErrors.push(err33);
              }
              errors++;
            }
            if (data14.length < 1) {
              const err34 = { instancePath: instancePath + "/incident/services", schemaPath: "#/$defs/incident/properties/services/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema44.properties.services, data: data14 };
              if (vErrors === null) {
                vErrors = [err34];
              } else {
                vErrors.push(err34);
              }
              errors++;
            }
            const len3 = data14.length;
            for (let i4 = 0; i4 < len3; i4++) {
              let data15 = data14[i4];
              if (typeof data15 === "string") {
                if (!pattern18.test(data15)) {
                  const err35 = { instancePath: instancePath + "/incident/services/" + i4, schemaPath: "#/$defs/incident/properties/services/items/pattern", keyword: "pattern", params: { pattern: "^[A-Z0-9]{6,20}$" }, schema: "^[A-Z0-9]{6,20}$", parentSchema: schema44.properties.services.items, data: data15 };
                  if (vErrors === null) {
                    vErrors = [err35];
                  } else {
                    vErrors.push(err35);
                  }
                  errors++;
                }
              } else {
                const err36 = { instancePath: instancePath + "/incident/services/" + i4, schemaPath: "#/$defs/incident/properties/services/items/type", keyword: "type", params: { type: "string" }, schema: schema44.properties.services.items.type, parentSchema: schema44.properties.services.items, data: data15 };
                if (vErrors === null) {
                  vErrors = [err36];
                } else {
                  vErrors.push(err36);
                }
                errors++;
              }
            }
            let i5 = data14.length;
            let j1;
            if (i5 > 1) {
              const indices1 = {};
              for (; i5--; ) {
                let item1 = data14[i5];
                if (typeof item1 !== "string") {
                  continue;
                }
                if (typeof indices1[item1] == "number") {
                  j1 = indices1[item1];
                  const err37 = { instancePath: instancePath + "/incident/services", schemaPath: "#/$defs/incident/properties/services/uniqueItems", keyword: "uniqueItems", params: { i: i5, j: j1 }, schema: true, parentSchema: schema44.properties.services, data: data14 };
                  if (vErrors === null) {
                    vErrors = [err37];
                  } else {
                    vErrors.push(err37);
                  }
                  errors++;
                  break;
                }
                indices1[item1] = i5;
              }
            }
          } else {
            const err38 = { instancePath: instancePath + "/incident/services", schemaPath: "#/$defs/incident/properties/services/type", keyword: "type", params: { type: "array" }, schema: schema44.properties.services.type, parentSchema: schema44.properties.services, data: data14 };
            if (vErrors === null) {
              vErrors = [err38];
            } else {
              vErrors.push(err38);
            }
            errors++;
          }
        }
        if (data9.statuses !== void 0) {
          let data16 = data9.statuses;
          if (Array.isArray(data16)) {
            if (data16.length < 1) {
              const err39 = { instancePath: instancePath + "/incident/statuses", schemaPath: "#/$defs/incident/properties/statuses/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema44.properties.statuses, data: data16 };
              if (vErrors === null) {
                vErrors = [err39];
              } else {
                vErrors.push(err39);
              }
              errors++;
            }
            const len4 = data16.length;
            for (let i6 = 0; i6 < len4; i6++) {
              let data17 = data16[i6];
              if (!(data17 === "triggered" || data17 === "acknowledged")) {
                const err40 = { instancePath: instancePath + "/incident/statuses/" + i6, schemaPath: "#/$defs/incident/properties/statuses/items/enum", keyword: "enum", params: { allowedValues: schema44.properties.statuses.items.enum }, schema: schema44.properties.statuses.items.enum, parentSchema: schema44.properties.statuses.items, data: data17 };
                if (vErrors === null) {
                  vErrors = [err40];
                } else {
                  vErrors.push(err40);
                }
                errors++;
              }
            }
            let i7 = data16.length;
            let j2;
            if (i7 > 1) {
              outer0:
                for (; i7--; ) {
                  for (j2 = i7; j2--; ) {
                    if (func0(data16[i7], data16[j2])) {
                      const err41 = { instancePath: instancePath + "/incident/statuses", schemaPath: "#/$defs/incident/properties/statuses/uniqueItems", keyword: "uniqueItems", params: { i: i7, j: j2 }, schema: true, parentSchema: schema44.properties.statuses, data: data16 };
                      if (vErrors === null) {
                        vErrors = [err41];
                      } else {
                        vErrors.push(err41);
                      }
                      errors++;
                      break outer0;
                    }
                  }
                }
            }
          } else {
            const err42 = { instancePath: instancePath + "/incident/statuses", schemaPath: "#/$defs/incident/properties/statuses/type", keyword: "type", params: { type: "array" }, schema: schema44.properties.statuses.type, parentSchema: schema44.properties.statuses, data: data16 };
            if (vErrors === null) {
              vErrors = [err42];
            } else {
              vErrors.push(err42);
            }
            errors++;
          }
        }
        if (data9.unreachable !== void 0) {
          let data18 = data9.unreachable;
          if (!(data18 === "refuse" || data18 === "record")) {
            const err43 = { instancePath: instancePath + "/incident/unreachable", schemaPath: "#/$defs/incident/properties/unreachable/enum", keyword: "enum", params: { allowedValues: schema44.properties.unreachable.enum }, schema: schema44.properties.unreachable.enum, parentSchema: schema44.properties.unreachable, data: data18 };
            if (vErrors === null) {
              vErrors = [err43];
            } else {
              vErrors.push(err43);
            }
            errors++;
          }
        }
      } else {
        const err44 = { instancePath: instancePath + "/incident", schemaPath: "#/$defs/incident/type", keyword: "type", params: { type: "object" }, schema: schema44.type, parentSchema: schema44, data: data9 };
        if (vErrors === null) {
          vErrors = [err44];
        } else {
          vErrors.push(err44);
        }
        errors++;
      }
    }
    if (data.proof !== void 0) {
      let data19 = data.proof;
      if (!(data19 === "account-2fa" || data19 === "security-key" || data19 === "none")) {
        const err45 = { instancePath: instancePath + "/proof", schemaPath: "#/properties/proof/enum", keyword: "enum", params: { allowedValues: schema33.properties.proof.enum }, schema: schema33.properties.proof.enum, parentSchema: schema33.properties.proof, data: data19 };
        if (vErrors === null) {
          vErrors = [err45];
        } else {
          vErrors.push(err45);
        }
        errors++;
      }
    }
    if (data.userVerification !== void 0) {
      let data20 = data.userVerification;
      if (typeof data20 !== "boolean") {
        const err46 = { instancePath: instancePath + "/userVerification", schemaPath: "#/properties/userVerification/type", keyword: "type", params: { type: "boolean" }, schema: schema33.properties.userVerification.type, parentSchema: schema33.properties.userVerification, data: data20 };
        if (vErrors === null) {
          vErrors = [err46];
        } else {
          vErrors.push(err46);
        }
        errors++;
      }
    }
    if (data.holder !== void 0) {
      let data21 = data.holder;
      if (typeof data21 === "string") {
        if (func1(data21) > 300) {
          const err47 = { instancePath: instancePath + "/holder", schemaPath: "#/properties/holder/maxLength", keyword: "maxLength", params: { limit: 300 }, schema: 300, parentSchema: schema33.properties.holder, data: data21 };
          if (vErrors === null) {
            vErrors = [err47];
          } else {
            vErrors.push(err47);
          }
          errors++;
        }
        if (!pattern19.test(data21)) {
          const err48 = { instancePath: instancePath + "/holder", schemaPath: "#/properties/holder/pattern", keyword: "pattern", params: { pattern: "^(?:serviceAccount:[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z][a-z0-9-]{4,28}[a-z0-9]\\.iam\\.gserviceaccount\\.com|principal://iam\\.googleapis\\.com/projects/[1-9][0-9]{0,19}/locations/global/workloadIdentityPools/[a-z0-9-]{4,32}/subject/[A-Za-z0-9][A-Za-z0-9:/._@-]{0,126})$" }, schema: "^(?:serviceAccount:[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z][a-z0-9-]{4,28}[a-z0-9]\\.iam\\.gserviceaccount\\.com|principal://iam\\.googleapis\\.com/projects/[1-9][0-9]{0,19}/locations/global/workloadIdentityPools/[a-z0-9-]{4,32}/subject/[A-Za-z0-9][A-Za-z0-9:/._@-]{0,126})$", parentSchema: schema33.properties.holder, data: data21 };
          if (vErrors === null) {
            vErrors = [err48];
          } else {
            vErrors.push(err48);
          }
          errors++;
        }
      } else {
        const err49 = { instancePath: instancePath + "/holder", schemaPath: "#/properties/holder/type", keyword: "type", params: { type: "string" }, schema: schema33.properties.holder.type, parentSchema: schema33.properties.holder, data: data21 };
        if (vErrors === null) {
          vErrors = [err49];
        } else {
          vErrors.push(err49);
        }
        errors++;
      }
    }
    if (data.request !== void 0) {
      if (!validate33(data.request, { instancePath: instancePath + "/request", parentData: data, parentDataProperty: "request", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err50 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema33.type, parentSchema: schema33, data };
    if (vErrors === null) {
      vErrors = [err50];
    } else {
      vErrors.push(err50);
    }
    errors++;
  }
  validate21.errors = vErrors;
  return errors === 0;
}
validate21.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var organization = validate35;
var schema48 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:pullcord:schema:organization:1", "title": "Organization", "description": "the rules for all policies", "type": "object", "required": ["installation", "people", "maxDuration", "policyChanges"], "additionalProperties": false, "properties": { "installation": { "title": "Installation", "description": "a short slug that marks our bindings; never change it while grants are live", "type": "string", "pattern": "^[a-z][a-z0-9-]{0,29}$", "examples": ["acme"] }, "people": { "title": "People", "description": "the people who may receive access or be named in policies", "type": "array", "minItems": 1, "maxItems": 500, "items": { "$ref": "#/$defs/person" } }, "teams": { "title": "Teams", "description": "teams that count by their number, under any slug; absent: every team counts by its slug", "type": "array", "minItems": 1, "maxItems": 200, "items": { "$ref": "#/$defs/pinnedTeam" } }, "maxDuration": { "title": "Longest duration", "description": "the longest access that a policy may allow, at most 168h", "$ref": "#/$defs/duration" }, "neverGrant": { "title": "Never grant", "description": "roles that no policy may grant, in addition to the basic roles", "type": "array", "maxItems": 100, "uniqueItems": true, "items": { "$ref": "#/$defs/role" } }, "grantAlthoughPowerful": { "title": "Grant although powerful", "description": "roles that policies may grant although they can set IAM policies or create credentials", "type": "array", "maxItems": 100, "uniqueItems": true, "items": { "$ref": "#/$defs/role" } }, "proof": { "title": "Proof", "description": "the weakest proof a policy may ask for: account-2fa (two-factor authentication) or security-key", "enum": ["account-2fa", "security-key"], "default": "account-2fa" }, "userVerification": { "title": "User verification", "description": "true: wherever a policy requires a security key, the key must also ask for a PIN or a fingerprint", "type": "boolean", "default": false }, "identity": { "title": "Identity", "description": "the source of a requester's Google principal: people (each entry names it) or saml (the account's address in single sign-on)", "enum": ["people", "saml"], "default": "people" }, "allowUnproven": { "title": "Allow unproven", "description": "true: policies may say `proof: none`; every check then warns", "type": "boolean", "default": false }, "policyChanges": { "title": "Policy changes", "description": "the approvals that a change under policies/ needs; each entry needs different people", "type": "array", "minItems": 1, "maxItems": 10, "items": { "$ref": "#/$defs/approvalRule" } }, "approvalMaxAge": { "title": "Longest age of an approval", "description": "an approval of a request that is older at the merge does not count; at most 168h; absent: 24h", "$ref": "#/$defs/duration" }, "security": { "title": "Security", "description": "teams and people that Pullcord notifies of drift and of overdue reviews; absent: the approvers of policy changes", "$ref": "#/$defs/parties" }, "quarantine": { "title": "Quarantine", "description": "the people who may start a quarantine, and the deny policies that it places in Google Cloud", "type": "object", "minProperties": 1, "additionalProperties": false, "properties": { "by": { "title": "By", "description": "teams and people that may put a person in quarantine; absent: those of `security`", "$ref": "#/$defs/parties" }, "buckets": { "title": "Buckets", "description": "the project of each bucket in the policies; deny policies are attached to projects; an unlisted bucket gets none", "type": "array", "maxItems": 200, "items": { "$ref": "#/$defs/bucketHome" } }, "deny": { "title": "Deny", "description": "permissions that the deny policy removes; Google must support each, or no deny policy is placed; empty: none", "type": "array", "maxItems": 200, "uniqueItems": true, "items": { "$ref": "#/$defs/deniable" } } } }, "released": { "title": "Released", "description": "the quarantines that are lifted; any other quarantine holds, even if the ledger says otherwise", "type": "array", "maxItems": 200, "items": { "$ref": "#/$defs/release" } }, "log": { "title": "Log", "description": "the log outside GitHub; absent: no such log", "type": "object", "required": ["project"], "additionalProperties": false, "properties": { "project": { "title": "Project", "description": "the Google Cloud project whose Cloud Logging receives the log", "type": "string", "pattern": "^[a-z][a-z0-9-]{4,28}[a-z0-9]$", "examples": ["acme-audit"] }, "name": { "title": "Name", "description": "the log's name there", "type": "string", "pattern": "^[a-z][a-z0-9-]{0,99}$", "default": "pullcord", "examples": ["pullcord"] } } }, "ledger": { "title": "Ledger", "description": "the ledger's keys, its signer, and the place of its checkpoints; absent: the ledger is unsigned", "type": "object", "required": ["keys"], "additionalProperties": false, "properties": { "keys": { "title": "Keys", "description": "public keys of the signers, as `pullcord init --ledger-key` prints them; add a new key before you remove the old", "type": "array", "minItems": 1, "maxItems": 4, "uniqueItems": true, "items": { "$ref": "#/$defs/verifierKey" } }, "signer": { "title": "Signer", "description": "the signer; absent: a run signs with its input ledger-key", "type": "object", "required": ["kms"], "additionalProperties": false, "properties": { "kms": { "title": "Cloud KMS", "description": "key versions in Cloud KMS with algorithm EC_SIGN_ED25519; all of them sign, which a change of keys needs", "type": "array", "minItems": 1, "maxItems": 2, "uniqueItems": true, "items": { "$ref": "#/$defs/kmsKeyVersion" } } } }, "anchors": { "title": "Anchors", "description": "the place of checkpoints in addition to the log", "type": "object", "additionalProperties": false, "properties": { "bucket": { "title": "Bucket", "description": "a Cloud Storage bucket that receives each checkpoint once; lock its retention policy", "type": "string", "pattern": "^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$", "examples": ["acme-audit-anchors"] }, "required": { "title": "Required", "description": "true: no run grants access while it cannot compare the anchors with the ledger", "type": "boolean", "default": false } } } } }, "require": { "title": "Require", "description": "the repository rules that every run requires; a run grants nothing if a rule is missing or unreadable", "type": "object", "additionalProperties": false, "properties": { "pullRequestsOnly": { "title": "Pull requests only", "description": "true: the default branch changes by pull request only", "type": "boolean", "default": true }, "codeOwnerReview": { "title": "Code owner review", "description": "true: code owners review every change outside requests/", "type": "boolean", "default": true }, "noForcePush": { "title": "No force push", "description": "true: the default branch can be neither force-pushed nor deleted", "type": "boolean", "default": true }, "protectedLedger": { "title": "Protected ledger", "description": "true: a ruleset lets only the App update the branch audit; false: there is no App", "type": "boolean", "default": true } } } }, "$defs": { "accountId": { "title": "GitHub id", "description": "the account's number at GitHub, which does not change with the login", "type": "integer", "minimum": 1, "maximum": 9007199254740991 }, "approvalRule": { "title": "Approval rule", "description": "a number of approvals and the people who may give them", "type": "object", "required": ["from", "count"], "additionalProperties": false, "properties": { "from": { "title": "From", "description": "teams and people whose approval counts", "$ref": "#/$defs/parties" }, "count": { "title": "Count", "description": "the number of different people who must approve", "type": "integer", "minimum": 1, "maximum": 10 } } }, "deniable": { "title": "Permission", "description": "a permission as deny policies name it: SERVICE_FQDN/RESOURCE.ACTION", "type": "string", "maxLength": 160, "pattern": "^[a-z][a-z0-9-]*\\.googleapis\\.com/[A-Za-z][A-Za-z0-9]*\\.[A-Za-z][A-Za-z0-9]*$", "examples": ["secretmanager.googleapis.com/versions.access"] }, "duration": { "title": "Duration", "description": "a length of time in hours and minutes", "type": "string", "pattern": "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$", "examples": ["2h", "90m", "1h30m"] }, "kmsKeyVersion": { "title": "Key version", "description": "a key version in Cloud KMS", "type": "string", "maxLength": 300, "pattern": "^projects/[a-z][a-z0-9-]{4,28}[a-z0-9]/locations/[a-z0-9-]{1,63}/keyRings/[A-Za-z0-9_-]{1,63}/cryptoKeys/[A-Za-z0-9_-]{1,63}/cryptoKeyVersions/[1-9][0-9]{0,9}$", "examples": ["projects/acme-audit/locations/global/keyRings/pullcord/cryptoKeys/ledger/cryptoKeyVersions/1"] }, "parties": { "title": "Parties", "description": "a list of teams and people", "type": "array", "items": { "$ref": "#/$defs/party" }, "minItems": 1, "maxItems": 50, "uniqueItems": true }, "party": { "title": "Party", "description": "a team or a person: team:<slug> or user:<login>", "type": "string", "pattern": "^(?:team:[a-z0-9][a-z0-9-]*|user:[A-Za-z0-9][A-Za-z0-9-]*)$", "maxLength": 110, "examples": ["team:sre-leads", "user:alice"] }, "pinnedTeam": { "title": "Pinned team", "description": "one team of the GitHub organization", "type": "object", "required": ["slug", "id"], "additionalProperties": false, "properties": { "slug": { "title": "Slug", "description": "the name in documents, after team:", "type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$", "maxLength": 100, "examples": ["sre-leads"] }, "id": { "title": "Id", "description": "the team's number: gh api orgs/ORG/teams/SLUG --jq .id", "$ref": "#/$defs/accountId" } } }, "person": { "title": "Person", "description": "one human: a GitHub account and a Google principal", "type": "object", "required": ["github", "id"], "additionalProperties": false, "properties": { "github": { "title": "GitHub login", "description": "the login at GitHub, as policies name it after user:", "type": "string", "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?$", "examples": ["alice"] }, "id": { "title": "GitHub id", "description": "the account's number at GitHub, which does not change with the login", "$ref": "#/$defs/accountId" }, "principal": { "title": "Principal", "description": "the Google account that receives access: user:<email>, in lower case, without +tag; left out with identity: saml", "type": "string", "maxLength": 254, "pattern": "^user:[a-z0-9](?:[a-z0-9._'-]*[a-z0-9_-])?@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$", "examples": ["user:alice@acme.example"] }, "otherAccounts": { "title": "Other accounts", "description": "numbers of other GitHub accounts of the same person; they never count as a second person", "type": "array", "maxItems": 10, "uniqueItems": true, "items": { "$ref": "#/$defs/accountId" } }, "securityKeys": { "title": "Security keys", "description": "public keys of the person's security keys, as in the .pub files ssh-keygen -t ed25519-sk and ecdsa-sk write", "type": "array", "maxItems": 10, "items": { "$ref": "#/$defs/securityKey" } } } }, "securityKey": { "title": "Security key", "description": "a line of a .pub file: sk-ssh-ed25519@openssh.com or sk-ecdsa-sha2-nistp256@openssh.com, the key, a comment", "type": "string", "maxLength": 1024, "examples": ["sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAINW/Sj/M5xewOIvMJ0nrwUitmWmyP0XuG2Bf1Yd4V2rEAAAABHNzaDo= alice@laptop"] }, "bucketHome": { "title": "Bucket", "description": "a bucket and the project it is in", "type": "object", "required": ["bucket", "project"], "additionalProperties": false, "properties": { "bucket": { "title": "Bucket", "description": "the bucket's name, as in buckets/<name>", "type": "string", "pattern": "^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$", "examples": ["acme-orders-exports"] }, "project": { "title": "Project", "description": "the id of the project it is in", "type": "string", "pattern": "^[a-z][a-z0-9-]{4,28}[a-z0-9]$", "examples": ["acme-orders-prod"] } } }, "release": { "title": "Release", "description": "one lifted quarantine: the person, the record and the reason", "type": "object", "required": ["person", "record", "why"], "additionalProperties": false, "properties": { "person": { "title": "Person", "description": "the login, or id:<number> of an account that is not among the people", "type": "string", "pattern": "^(?:id:[1-9][0-9]{0,15}|[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?)$", "examples": ["alice"] }, "record": { "title": "Record", "description": "the `seq` of the quarantine's record, as `pullcord quarantine` printed it", "type": "integer", "minimum": 1, "maximum": 9007199254740991 }, "why": { "title": "Why", "description": "the reason for lifting the quarantine", "type": "string", "minLength": 1, "maxLength": 1e3 } } }, "role": { "title": "Role", "description": "an IAM role: roles/<name>, projects/<id>/roles/<name> or organizations/<number>/roles/<name>", "type": "string", "maxLength": 160, "pattern": "^(?:(?:projects/[a-z][a-z0-9-]{4,28}[a-z0-9]|organizations/[1-9][0-9]{0,19})/)?roles/[A-Za-z][A-Za-z0-9_.]*$", "examples": ["roles/cloudsql.viewer"] }, "verifierKey": { "title": "Verifier key", "description": "an Ed25519 key of c2sp.org/signed-note: name+id+base64, named after the ledger", "type": "string", "maxLength": 200, "pattern": "^pullcord/[a-z][a-z0-9-]{0,29}/[1-9][0-9]{0,15}\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]{44}$", "examples": ["pullcord/acme/700100+30d4c6bf+AWdPAbVLQ4DvmRyVyq0E3ZvX4MA4b4+v1S4nd2XyNyJD"] } } };
var schema55 = { "title": "Duration", "description": "a length of time in hours and minutes", "type": "string", "pattern": "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$", "examples": ["2h", "90m", "1h30m"] };
var schema56 = { "title": "Role", "description": "an IAM role: roles/<name>, projects/<id>/roles/<name> or organizations/<number>/roles/<name>", "type": "string", "maxLength": 160, "pattern": "^(?:(?:projects/[a-z][a-z0-9-]{4,28}[a-z0-9]|organizations/[1-9][0-9]{0,19})/)?roles/[A-Za-z][A-Za-z0-9_.]*$", "examples": ["roles/cloudsql.viewer"] };
var schema62 = { "title": "Bucket", "description": "a bucket and the project it is in", "type": "object", "required": ["bucket", "project"], "additionalProperties": false, "properties": { "bucket": { "title": "Bucket", "description": "the bucket's name, as in buckets/<name>", "type": "string", "pattern": "^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$", "examples": ["acme-orders-exports"] }, "project": { "title": "Project", "description": "the id of the project it is in", "type": "string", "pattern": "^[a-z][a-z0-9-]{4,28}[a-z0-9]$", "examples": ["acme-orders-prod"] } } };
var schema63 = { "title": "Permission", "description": "a permission as deny policies name it: SERVICE_FQDN/RESOURCE.ACTION", "type": "string", "maxLength": 160, "pattern": "^[a-z][a-z0-9-]*\\.googleapis\\.com/[A-Za-z][A-Za-z0-9]*\\.[A-Za-z][A-Za-z0-9]*$", "examples": ["secretmanager.googleapis.com/versions.access"] };
var schema64 = { "title": "Release", "description": "one lifted quarantine: the person, the record and the reason", "type": "object", "required": ["person", "record", "why"], "additionalProperties": false, "properties": { "person": { "title": "Person", "description": "the login, or id:<number> of an account that is not among the people", "type": "string", "pattern": "^(?:id:[1-9][0-9]{0,15}|[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?)$", "examples": ["alice"] }, "record": { "title": "Record", "description": "the `seq` of the quarantine's record, as `pullcord quarantine` printed it", "type": "integer", "minimum": 1, "maximum": 9007199254740991 }, "why": { "title": "Why", "description": "the reason for lifting the quarantine", "type": "string", "minLength": 1, "maxLength": 1e3 } } };
var schema65 = { "title": "Verifier key", "description": "an Ed25519 key of c2sp.org/signed-note: name+id+base64, named after the ledger", "type": "string", "maxLength": 200, "pattern": "^pullcord/[a-z][a-z0-9-]{0,29}/[1-9][0-9]{0,15}\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]{44}$", "examples": ["pullcord/acme/700100+30d4c6bf+AWdPAbVLQ4DvmRyVyq0E3ZvX4MA4b4+v1S4nd2XyNyJD"] };
var schema66 = { "title": "Key version", "description": "a key version in Cloud KMS", "type": "string", "maxLength": 300, "pattern": "^projects/[a-z][a-z0-9-]{4,28}[a-z0-9]/locations/[a-z0-9-]{1,63}/keyRings/[A-Za-z0-9_-]{1,63}/cryptoKeys/[A-Za-z0-9_-]{1,63}/cryptoKeyVersions/[1-9][0-9]{0,9}$", "examples": ["projects/acme-audit/locations/global/keyRings/pullcord/cryptoKeys/ledger/cryptoKeyVersions/1"] };
var pattern29 = new RegExp("^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$", "u");
var pattern30 = new RegExp("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", "u");
var pattern31 = new RegExp("^[a-z][a-z0-9-]*\\.googleapis\\.com/[A-Za-z][A-Za-z0-9]*\\.[A-Za-z][A-Za-z0-9]*$", "u");
var pattern32 = new RegExp("^(?:id:[1-9][0-9]{0,15}|[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?)$", "u");
var pattern34 = new RegExp("^[a-z][a-z0-9-]{0,99}$", "u");
var pattern35 = new RegExp("^pullcord/[a-z][a-z0-9-]{0,29}/[1-9][0-9]{0,15}\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]{44}$", "u");
var pattern36 = new RegExp("^projects/[a-z][a-z0-9-]{4,28}[a-z0-9]/locations/[a-z0-9-]{1,63}/keyRings/[A-Za-z0-9_-]{1,63}/cryptoKeys/[A-Za-z0-9_-]{1,63}/cryptoKeyVersions/[1-9][0-9]{0,9}$", "u");
var schema49 = { "title": "Person", "description": "one human: a GitHub account and a Google principal", "type": "object", "required": ["github", "id"], "additionalProperties": false, "properties": { "github": { "title": "GitHub login", "description": "the login at GitHub, as policies name it after user:", "type": "string", "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?$", "examples": ["alice"] }, "id": { "title": "GitHub id", "description": "the account's number at GitHub, which does not change with the login", "$ref": "#/$defs/accountId" }, "principal": { "title": "Principal", "description": "the Google account that receives access: user:<email>, in lower case, without +tag; left out with identity: saml", "type": "string", "maxLength": 254, "pattern": "^user:[a-z0-9](?:[a-z0-9._'-]*[a-z0-9_-])?@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$", "examples": ["user:alice@acme.example"] }, "otherAccounts": { "title": "Other accounts", "description": "numbers of other GitHub accounts of the same person; they never count as a second person", "type": "array", "maxItems": 10, "uniqueItems": true, "items": { "$ref": "#/$defs/accountId" } }, "securityKeys": { "title": "Security keys", "description": "public keys of the person's security keys, as in the .pub files ssh-keygen -t ed25519-sk and ecdsa-sk write", "type": "array", "maxItems": 10, "items": { "$ref": "#/$defs/securityKey" } } } };
var schema50 = { "title": "GitHub id", "description": "the account's number at GitHub, which does not change with the login", "type": "integer", "minimum": 1, "maximum": 9007199254740991 };
var schema52 = { "title": "Security key", "description": "a line of a .pub file: sk-ssh-ed25519@openssh.com or sk-ecdsa-sha2-nistp256@openssh.com, the key, a comment", "type": "string", "maxLength": 1024, "examples": ["sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAINW/Sj/M5xewOIvMJ0nrwUitmWmyP0XuG2Bf1Yd4V2rEAAAABHNzaDo= alice@laptop"] };
var pattern21 = new RegExp("^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?$", "u");
var pattern22 = new RegExp("^user:[a-z0-9](?:[a-z0-9._'-]*[a-z0-9_-])?@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$", "u");
function validate36(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate36.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.github === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "github" }, schema: schema49.required, parentSchema: schema49, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.id === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "id" }, schema: schema49.required, parentSchema: schema49, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "github" || key0 === "id" || key0 === "principal" || key0 === "otherAccounts" || key0 === "securityKeys")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, schema: false, parentSchema: schema49, data };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.github !== void 0) {
      let data0 = data.github;
      if (typeof data0 === "string") {
        if (!pattern21.test(data0)) {
          const err3 = { instancePath: instancePath + "/github", schemaPath: "#/properties/github/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?$" }, schema: "^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?$", parentSchema: schema49.properties.github, data: data0 };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/github", schemaPath: "#/properties/github/type", keyword: "type", params: { type: "string" }, schema: schema49.properties.github.type, parentSchema: schema49.properties.github, data: data0 };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.id !== void 0) {
      let data1 = data.id;
      if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
        const err5 = { instancePath: instancePath + "/id", schemaPath: "#/$defs/accountId/type", keyword: "type", params: { type: "integer" }, schema: schema50.type, parentSchema: schema50, data: data1 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      if (typeof data1 == "number" && isFinite(data1)) {
        if (data1 > 9007199254740991 || isNaN(data1)) {
          const err6 = { instancePath: instancePath + "/id", schemaPath: "#/$defs/accountId/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema50, data: data1 };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
        if (data1 < 1 || isNaN(data1)) {
          const err7 = { instancePath: instancePath + "/id", schemaPath: "#/$defs/accountId/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, schema: 1, parentSchema: schema50, data: data1 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      }
    }
    if (data.principal !== void 0) {
      let data2 = data.principal;
      if (typeof data2 === "string") {
        if (func1(data2) > 254) {
          const err8 = { instancePath: instancePath + "/principal", schemaPath: "#/properties/principal/maxLength", keyword: "maxLength", params: { limit: 254 }, schema: 254, parentSchema: schema49.properties.principal, data: data2 };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
        if (!pattern22.test(data2)) {
          const err9 = { instancePath: instancePath + "/principal", schemaPath: "#/properties/principal/pattern", keyword: "pattern", params: { pattern: "^user:[a-z0-9](?:[a-z0-9._'-]*[a-z0-9_-])?@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$" }, schema: "^user:[a-z0-9](?:[a-z0-9._'-]*[a-z0-9_-])?@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$", parentSchema: schema49.properties.principal, data: data2 };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      } else {
        const err10 = { instancePath: instancePath + "/principal", schemaPath: "#/properties/principal/type", keyword: "type", params: { type: "string" }, schema: schema49.properties.principal.type, parentSchema: schema49.properties.principal, data: data2 };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.otherAccounts !== void 0) {
      let data3 = data.otherAccounts;
      if (Array.isArray(data3)) {
        if (data3.length > 10) {
          const err11 = { instancePath: instancePath + "/otherAccounts", schemaPath: "#/properties/otherAccounts/maxItems", keyword: "maxItems", params: { limit: 10 }, schema: 10, parentSchema: schema49.properties.otherAccounts, data: data3 };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
        const len0 = data3.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data4 = data3[i0];
          if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
            const err12 = { instancePath: instancePath + "/otherAccounts/" + i0, schemaPath: "#/$defs/accountId/type", keyword: "type", params: { type: "integer" }, schema: schema50.type, parentSchema: schema50, data: data4 };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
          if (typeof data4 == "number" && isFinite(data4)) {
            if (data4 > 9007199254740991 || isNaN(data4)) {
              const err13 = { instancePath: instancePath + "/otherAccounts/" + i0, schemaPath: "#/$defs/accountId/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema50, data: data4 };
              if (vErrors === null) {
                vErrors = [err13];
              } else {
                vErrors.push(err13);
              }
              errors++;
            }
            if (data4 < 1 || isNaN(data4)) {
              const err14 = { instancePath: instancePath + "/otherAccounts/" + i0, schemaPath: "#/$defs/accountId/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, schema: 1, parentSchema: schema50, data: data4 };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
          }
        }
        let i1 = data3.length;
        let j0;
        if (i1 > 1) {
          outer0:
            for (; i1--; ) {
              for (j0 = i1; j0--; ) {
                if (func0(data3[i1], data3[j0])) {
                  const err15 = { instancePath: instancePath + "/otherAccounts", schemaPath: "#/properties/otherAccounts/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, schema: true, parentSchema: schema49.properties.otherAccounts, data: data3 };
                  if (vErrors === null) {
                    vErrors = [err15];
                  } else {
                    vErrors.push(err15);
                  }
                  errors++;
                  break outer0;
                }
              }
            }
        }
      } else {
        const err16 = { instancePath: instancePath + "/otherAccounts", schemaPath: "#/properties/otherAccounts/type", keyword: "type", params: { type: "array" }, schema: schema49.properties.otherAccounts.type, parentSchema: schema49.properties.otherAccounts, data: data3 };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.securityKeys !== void 0) {
      let data5 = data.securityKeys;
      if (Array.isArray(data5)) {
        if (data5.length > 10) {
          const err17 = { instancePath: instancePath + "/securityKeys", schemaPath: "#/properties/securityKeys/maxItems", keyword: "maxItems", params: { limit: 10 }, schema: 10, parentSchema: schema49.properties.securityKeys, data: data5 };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
        }
        const len1 = data5.length;
        for (let i2 = 0; i2 < len1; i2++) {
          let data6 = data5[i2];
          if (typeof data6 === "string") {
            if (func1(data6) > 1024) {
              const err18 = { instancePath: instancePath + "/securityKeys/" + i2, schemaPath: "#/$defs/securityKey/maxLength", keyword: "maxLength", params: { limit: 1024 }, schema: 1024, parentSchema: schema52, data: data6 };
              if (vErrors === null) {
                vErrors = [err18];
              } else {
                vErrors.push(err18);
              }
              errors++;
            }
          } else {
            const err19 = { instancePath: instancePath + "/securityKeys/" + i2, schemaPath: "#/$defs/securityKey/type", keyword: "type", params: { type: "string" }, schema: schema52.type, parentSchema: schema52, data: data6 };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              vErrors.push(err19);
            }
            errors++;
          }
        }
      } else {
        const err20 = { instancePath: instancePath + "/securityKeys", schemaPath: "#/properties/securityKeys/type", keyword: "type", params: { type: "array" }, schema: schema49.properties.securityKeys.type, parentSchema: schema49.properties.securityKeys, data: data5 };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    }
  } else {
    const err21 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema49.type, parentSchema: schema49, data };
    if (vErrors === null) {
      vErrors = [err21];
    } else {
      vErrors.push(err21);
    }
    errors++;
  }
  validate36.errors = vErrors;
  return errors === 0;
}
validate36.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema53 = { "title": "Pinned team", "description": "one team of the GitHub organization", "type": "object", "required": ["slug", "id"], "additionalProperties": false, "properties": { "slug": { "title": "Slug", "description": "the name in documents, after team:", "type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$", "maxLength": 100, "examples": ["sre-leads"] }, "id": { "title": "Id", "description": "the team's number: gh api orgs/ORG/teams/SLUG --jq .id", "$ref": "#/$defs/accountId" } } };
var pattern23 = new RegExp("^[a-z0-9][a-z0-9-]*$", "u");
function validate38(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate38.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.slug === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "slug" }, schema: schema53.required, parentSchema: schema53, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.id === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "id" }, schema: schema53.required, parentSchema: schema53, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "slug" || key0 === "id")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, schema: false, parentSchema: schema53, data };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.slug !== void 0) {
      let data0 = data.slug;
      if (typeof data0 === "string") {
        if (func1(data0) > 100) {
          const err3 = { instancePath: instancePath + "/slug", schemaPath: "#/properties/slug/maxLength", keyword: "maxLength", params: { limit: 100 }, schema: 100, parentSchema: schema53.properties.slug, data: data0 };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
        if (!pattern23.test(data0)) {
          const err4 = { instancePath: instancePath + "/slug", schemaPath: "#/properties/slug/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9][a-z0-9-]*$" }, schema: "^[a-z0-9][a-z0-9-]*$", parentSchema: schema53.properties.slug, data: data0 };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/slug", schemaPath: "#/properties/slug/type", keyword: "type", params: { type: "string" }, schema: schema53.properties.slug.type, parentSchema: schema53.properties.slug, data: data0 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.id !== void 0) {
      let data1 = data.id;
      if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
        const err6 = { instancePath: instancePath + "/id", schemaPath: "#/$defs/accountId/type", keyword: "type", params: { type: "integer" }, schema: schema50.type, parentSchema: schema50, data: data1 };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
      if (typeof data1 == "number" && isFinite(data1)) {
        if (data1 > 9007199254740991 || isNaN(data1)) {
          const err7 = { instancePath: instancePath + "/id", schemaPath: "#/$defs/accountId/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema50, data: data1 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        if (data1 < 1 || isNaN(data1)) {
          const err8 = { instancePath: instancePath + "/id", schemaPath: "#/$defs/accountId/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, schema: 1, parentSchema: schema50, data: data1 };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      }
    }
  } else {
    const err9 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema53.type, parentSchema: schema53, data };
    if (vErrors === null) {
      vErrors = [err9];
    } else {
      vErrors.push(err9);
    }
    errors++;
  }
  validate38.errors = vErrors;
  return errors === 0;
}
validate38.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema58 = { "title": "Approval rule", "description": "a number of approvals and the people who may give them", "type": "object", "required": ["from", "count"], "additionalProperties": false, "properties": { "from": { "title": "From", "description": "teams and people whose approval counts", "$ref": "#/$defs/parties" }, "count": { "title": "Count", "description": "the number of different people who must approve", "type": "integer", "minimum": 1, "maximum": 10 } } };
var schema59 = { "title": "Parties", "description": "a list of teams and people", "type": "array", "items": { "$ref": "#/$defs/party" }, "minItems": 1, "maxItems": 50, "uniqueItems": true };
var schema60 = { "title": "Party", "description": "a team or a person: team:<slug> or user:<login>", "type": "string", "pattern": "^(?:team:[a-z0-9][a-z0-9-]*|user:[A-Za-z0-9][A-Za-z0-9-]*)$", "maxLength": 110, "examples": ["team:sre-leads", "user:alice"] };
function validate41(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate41.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (Array.isArray(data)) {
    if (data.length > 50) {
      const err0 = { instancePath, schemaPath: "#/maxItems", keyword: "maxItems", params: { limit: 50 }, schema: 50, parentSchema: schema59, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.length < 1) {
      const err1 = { instancePath, schemaPath: "#/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema59, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      if (typeof data0 === "string") {
        if (func1(data0) > 110) {
          const err2 = { instancePath: instancePath + "/" + i0, schemaPath: "#/$defs/party/maxLength", keyword: "maxLength", params: { limit: 110 }, schema: 110, parentSchema: schema60, data: data0 };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
        if (!pattern13.test(data0)) {
          const err3 = { instancePath: instancePath + "/" + i0, schemaPath: "#/$defs/party/pattern", keyword: "pattern", params: { pattern: "^(?:team:[a-z0-9][a-z0-9-]*|user:[A-Za-z0-9][A-Za-z0-9-]*)$" }, schema: "^(?:team:[a-z0-9][a-z0-9-]*|user:[A-Za-z0-9][A-Za-z0-9-]*)$", parentSchema: schema60, data: data0 };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/" + i0, schemaPath: "#/$defs/party/type", keyword: "type", params: { type: "string" }, schema: schema60.type, parentSchema: schema60, data: data0 };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    let i1 = data.length;
    let j0;
    if (i1 > 1) {
      outer0:
        for (; i1--; ) {
          for (j0 = i1; j0--; ) {
            if (func0(data[i1], data[j0])) {
              const err5 = { instancePath, schemaPath: "#/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, schema: true, parentSchema: schema59, data };
              if (vErrors === null) {
                vErrors = [err5];
              } else {
                vErrors.push(err5);
              }
              errors++;
              break outer0;
            }
          }
        }
    }
  } else {
    const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "array" }, schema: schema59.type, parentSchema: schema59, data };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  }
  validate41.errors = vErrors;
  return errors === 0;
}
validate41.evaluated = { "items": true, "dynamicProps": false, "dynamicItems": false };
function validate40(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate40.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.from === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "from" }, schema: schema58.required, parentSchema: schema58, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.count === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "count" }, schema: schema58.required, parentSchema: schema58, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "from" || key0 === "count")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, schema: false, parentSchema: schema58, data };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.from !== void 0) {
      if (!validate41(data.from, { instancePath: instancePath + "/from", parentData: data, parentDataProperty: "from", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
        errors = vErrors.length;
      }
    }
    if (data.count !== void 0) {
      let data1 = data.count;
      if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
        const err3 = { instancePath: instancePath + "/count", schemaPath: "#/properties/count/type", keyword: "type", params: { type: "integer" }, schema: schema58.properties.count.type, parentSchema: schema58.properties.count, data: data1 };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
      if (typeof data1 == "number" && isFinite(data1)) {
        if (data1 > 10 || isNaN(data1)) {
          const err4 = { instancePath: instancePath + "/count", schemaPath: "#/properties/count/maximum", keyword: "maximum", params: { comparison: "<=", limit: 10 }, schema: 10, parentSchema: schema58.properties.count, data: data1 };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        if (data1 < 1 || isNaN(data1)) {
          const err5 = { instancePath: instancePath + "/count", schemaPath: "#/properties/count/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, schema: 1, parentSchema: schema58.properties.count, data: data1 };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      }
    }
  } else {
    const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema58.type, parentSchema: schema58, data };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  }
  validate40.errors = vErrors;
  return errors === 0;
}
validate40.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate35(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate35.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.installation === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "installation" }, schema: schema48.required, parentSchema: schema48, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.people === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "people" }, schema: schema48.required, parentSchema: schema48, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.maxDuration === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "maxDuration" }, schema: schema48.required, parentSchema: schema48, data };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.policyChanges === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "policyChanges" }, schema: schema48.required, parentSchema: schema48, data };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func3.call(schema48.properties, key0)) {
        const err4 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, schema: false, parentSchema: schema48, data };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.installation !== void 0) {
      let data0 = data.installation;
      if (typeof data0 === "string") {
        if (!pattern8.test(data0)) {
          const err5 = { instancePath: instancePath + "/installation", schemaPath: "#/properties/installation/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9-]{0,29}$" }, schema: "^[a-z][a-z0-9-]{0,29}$", parentSchema: schema48.properties.installation, data: data0 };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = { instancePath: instancePath + "/installation", schemaPath: "#/properties/installation/type", keyword: "type", params: { type: "string" }, schema: schema48.properties.installation.type, parentSchema: schema48.properties.installation, data: data0 };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.people !== void 0) {
      let data1 = data.people;
      if (Array.isArray(data1)) {
        if (data1.length > 500) {
          const err7 = { instancePath: instancePath + "/people", schemaPath: "#/properties/people/maxItems", keyword: "maxItems", params: { limit: 500 }, schema: 500, parentSchema: schema48.properties.people, data: data1 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        if (data1.length < 1) {
          const err8 = { instancePath: instancePath + "/people", schemaPath: "#/properties/people/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema48.properties.people, data: data1 };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate36(data1[i0], { instancePath: instancePath + "/people/" + i0, parentData: data1, parentDataProperty: i0, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err9 = { instancePath: instancePath + "/people", schemaPath: "#/properties/people/type", keyword: "type", params: { type: "array" }, schema: schema48.properties.people.type, parentSchema: schema48.properties.people, data: data1 };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.teams !== void 0) {
      let data3 = data.teams;
      if (Array.isArray(data3)) {
        if (data3.length > 200) {
          const err10 = { instancePath: instancePath + "/teams", schemaPath: "#/properties/teams/maxItems", keyword: "maxItems", params: { limit: 200 }, schema: 200, parentSchema: schema48.properties.teams, data: data3 };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
        if (data3.length < 1) {
          const err11 = { instancePath: instancePath + "/teams", schemaPath: "#/properties/teams/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema48.properties.teams, data: data3 };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
        const len1 = data3.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (!validate38(data3[i1], { instancePath: instancePath + "/teams/" + i1, parentData: data3, parentDataProperty: i1, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate38.errors : vErrors.concat(validate38.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err12 = { instancePath: instancePath + "/teams", schemaPath: "#/properties/teams/type", keyword: "type", params: { type: "array" }, schema: schema48.properties.teams.type, parentSchema: schema48.properties.teams, data: data3 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.maxDuration !== void 0) {
      let data5 = data.maxDuration;
      if (typeof data5 === "string") {
        if (!pattern5.test(data5)) {
          const err13 = { instancePath: instancePath + "/maxDuration", schemaPath: "#/$defs/duration/pattern", keyword: "pattern", params: { pattern: "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$" }, schema: "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$", parentSchema: schema55, data: data5 };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
      } else {
        const err14 = { instancePath: instancePath + "/maxDuration", schemaPath: "#/$defs/duration/type", keyword: "type", params: { type: "string" }, schema: schema55.type, parentSchema: schema55, data: data5 };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.neverGrant !== void 0) {
      let data6 = data.neverGrant;
      if (Array.isArray(data6)) {
        if (data6.length > 100) {
          const err15 = { instancePath: instancePath + "/neverGrant", schemaPath: "#/properties/neverGrant/maxItems", keyword: "maxItems", params: { limit: 100 }, schema: 100, parentSchema: schema48.properties.neverGrant, data: data6 };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
        const len2 = data6.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data7 = data6[i2];
          if (typeof data7 === "string") {
            if (func1(data7) > 160) {
              const err16 = { instancePath: instancePath + "/neverGrant/" + i2, schemaPath: "#/$defs/role/maxLength", keyword: "maxLength", params: { limit: 160 }, schema: 160, parentSchema: schema56, data: data7 };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
            }
            if (!pattern10.test(data7)) {
              const err17 = { instancePath: instancePath + "/neverGrant/" + i2, schemaPath: "#/$defs/role/pattern", keyword: "pattern", params: { pattern: "^(?:(?:projects/[a-z][a-z0-9-]{4,28}[a-z0-9]|organizations/[1-9][0-9]{0,19})/)?roles/[A-Za-z][A-Za-z0-9_.]*$" }, schema: "^(?:(?:projects/[a-z][a-z0-9-]{4,28}[a-z0-9]|organizations/[1-9][0-9]{0,19})/)?roles/[A-Za-z][A-Za-z0-9_.]*$", parentSchema: schema56, data: data7 };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
          } else {
            const err18 = { instancePath: instancePath + "/neverGrant/" + i2, schemaPath: "#/$defs/role/type", keyword: "type", params: { type: "string" }, schema: schema56.type, parentSchema: schema56, data: data7 };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        }
        let i3 = data6.length;
        let j0;
        if (i3 > 1) {
          outer0:
            for (; i3--; ) {
              for (j0 = i3; j0--; ) {
                if (func0(data6[i3], data6[j0])) {
                  const err19 = { instancePath: instancePath + "/neverGrant", schemaPath: "#/properties/neverGrant/uniqueItems", keyword: "uniqueItems", params: { i: i3, j: j0 }, schema: true, parentSchema: schema48.properties.neverGrant, data: data6 };
                  if (vErrors === null) {
                    vErrors = [err19];
                  } else {
                    vErrors.push(err19);
                  }
                  errors++;
                  break outer0;
                }
              }
            }
        }
      } else {
        const err20 = { instancePath: instancePath + "/neverGrant", schemaPath: "#/properties/neverGrant/type", keyword: "type", params: { type: "array" }, schema: schema48.properties.neverGrant.type, parentSchema: schema48.properties.neverGrant, data: data6 };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    }
    if (data.grantAlthoughPowerful !== void 0) {
      let data8 = data.grantAlthoughPowerful;
      if (Array.isArray(data8)) {
        if (data8.length > 100) {
          const err21 = { instancePath: instancePath + "/grantAlthoughPowerful", schemaPath: "#/properties/grantAlthoughPowerful/maxItems", keyword: "maxItems", params: { limit: 100 }, schema: 100, parentSchema: schema48.properties.grantAlthoughPowerful, data: data8 };
          if (vErrors === null) {
            vErrors = [err21];
          } else {
            vErrors.push(err21);
          }
          errors++;
        }
        const len3 = data8.length;
        for (let i4 = 0; i4 < len3; i4++) {
          let data9 = data8[i4];
          if (typeof data9 === "string") {
            if (func1(data9) > 160) {
              const err22 = { instancePath: instancePath + "/grantAlthoughPowerful/" + i4, schemaPath: "#/$defs/role/maxLength", keyword: "maxLength", params: { limit: 160 }, schema: 160, parentSchema: schema56, data: data9 };
              if (vErrors === null) {
                vErrors = [err22];
              } else {
                vErrors.push(err22);
              }
              errors++;
            }
            if (!pattern10.test(data9)) {
              const err23 = { instancePath: instancePath + "/grantAlthoughPowerful/" + i4, schemaPath: "#/$defs/role/pattern", keyword: "pattern", params: { pattern: "^(?:(?:projects/[a-z][a-z0-9-]{4,28}[a-z0-9]|organizations/[1-9][0-9]{0,19})/)?roles/[A-Za-z][A-Za-z0-9_.]*$" }, schema: "^(?:(?:projects/[a-z][a-z0-9-]{4,28}[a-z0-9]|organizations/[1-9][0-9]{0,19})/)?roles/[A-Za-z][A-Za-z0-9_.]*$", parentSchema: schema56, data: data9 };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
            }
          } else {
            const err24 = { instancePath: instancePath + "/grantAlthoughPowerful/" + i4, schemaPath: "#/$defs/role/type", keyword: "type", params: { type: "string" }, schema: schema56.type, parentSchema: schema56, data: data9 };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
        }
        let i5 = data8.length;
        let j1;
        if (i5 > 1) {
          outer1:
            for (; i5--; ) {
              for (j1 = i5; j1--; ) {
                if (func0(data8[i5], data8[j1])) {
                  const err25 = { instancePath: instancePath + "/grantAlthoughPowerful", schemaPath: "#/properties/grantAlthoughPowerful/uniqueItems", keyword: "uniqueItems", params: { i: i5, j: j1 }, schema: true, parentSchema: schema48.properties.grantAlthoughPowerful, data: data8 };
                  if (vErrors === null) {
                    vErrors = [err25];
                  } else {
                    vErrors.push(err25);
                  }
                  errors++;
                  break outer1;
                }
              }
            }
        }
      } else {
        const err26 = { instancePath: instancePath + "/grantAlthoughPowerful", schemaPath: "#/properties/grantAlthoughPowerful/type", keyword: "type", params: { type: "array" }, schema: schema48.properties.grantAlthoughPowerful.type, parentSchema: schema48.properties.grantAlthoughPowerful, data: data8 };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
    }
    if (data.proof !== void 0) {
      let data10 = data.proof;
      if (!(data10 === "account-2fa" || data10 === "security-key")) {
        const err27 = { instancePath: instancePath + "/proof", schemaPath: "#/properties/proof/enum", keyword: "enum", params: { allowedValues: schema48.properties.proof.enum }, schema: schema48.properties.proof.enum, parentSchema: schema48.properties.proof, data: data10 };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.userVerification !== void 0) {
      let data11 = data.userVerification;
      if (typeof data11 !== "boolean") {
        const err28 = { instancePath: instancePath + "/userVerification", schemaPath: "#/properties/userVerification/type", keyword: "type", params: { type: "boolean" }, schema: schema48.properties.userVerification.type, parentSchema: schema48.properties.userVerification, data: data11 };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
    }
    if (data.identity !== void 0) {
      let data12 = data.identity;
      if (!(data12 === "people" || data12 === "saml")) {
        const err29 = { instancePath: instancePath + "/identity", schemaPath: "#/properties/identity/enum", keyword: "enum", params: { allowedValues: schema48.properties.identity.enum }, schema: schema48.properties.identity.enum, parentSchema: schema48.properties.identity, data: data12 };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    }
    if (data.allowUnproven !== void 0) {
      let data13 = data.allowUnproven;
      if (typeof data13 !== "boolean") {
        const err30 = { instancePath: instancePath + "/allowUnproven", schemaPath: "#/properties/allowUnproven/type", keyword: "type", params: { type: "boolean" }, schema: schema48.properties.allowUnproven.type, parentSchema: schema48.properties.allowUnproven, data: data13 };
        if (vErrors === null) {
          vErrors = [err30];
        } else {
          vErrors.push(err30);
        }
        errors++;
      }
    }
    if (data.policyChanges !== void 0) {
      let data14 = data.policyChanges;
      if (Array.isArray(data14)) {
        if (data14.length > 10) {
          const err31 = { instancePath: instancePath + "/policyChanges", schemaPath: "#/properties/policyChanges/maxItems", keyword: "maxItems", params: { limit: 10 }, schema: 10, parentSchema: schema48.properties.policyChanges, data: data14 };
          if (vErrors === null) {
            vErrors = [err31];
          } else {
            vErrors.push(err31);
          }
          errors++;
        }
        if (data14.length < 1) {
          const err32 = { instancePath: instancePath + "/policyChanges", schemaPath: "#/properties/policyChanges/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema48.properties.policyChanges, data: data14 };
          if (vErrors === null) {
            vErrors = [err32];
          } else {
            vErrors.push(err32);
          }
          errors++;
        }
        const len4 = data14.length;
        for (let i6 = 0; i6 < len4; i6++) {
          if (!validate40(data14[i6], { instancePath: instancePath + "/policyChanges/" + i6, parentData: data14, parentDataProperty: i6, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err33 = { instancePath: instancePath + "/policyChanges", schemaPath: "#/properties/policyChanges/type", keyword: "type", params: { type: "array" }, schema: schema48.properties.policyChanges.type, parentSchema: schema48.properties.policyChanges, data: data14 };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      }
    }
    if (data.approvalMaxAge !== void 0) {
      let data16 = data.approvalMaxAge;
      if (typeof data16 === "string") {
        if (!pattern5.test(data16)) {
          const err34 = { instancePath: instancePath + "/approvalMaxAge", schemaPath: "#/$defs/duration/pattern", keyword: "pattern", params: { pattern: "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$" }, schema: "^(?:[1-9][0-9]{0,3}h(?:[1-9]|[1-5][0-9])m|[1-9][0-9]{0,3}h|[1-9][0-9]{0,4}m)$", parentSchema: schema55, data: data16 };
          if (vErrors === null) {
            vErrors = [err34];
          } else {
            vErrors.push(err34);
          }
          errors++;
        }
      } else {
        const err35 = { instancePath: instancePath + "/approvalMaxAge", schemaPath: "#/$defs/duration/type", keyword: "type", params: { type: "string" }, schema: schema55.type, parentSchema: schema55, data: data16 };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
    }
    if (data.security !== void 0) {
      if (!validate41(data.security, { instancePath: instancePath + "/security", parentData: data, parentDataProperty: "security", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
        errors = vErrors.length;
      }
    }
    if (data.quarantine !== void 0) {
      let data18 = data.quarantine;
      if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
        if (Object.keys(data18).length < 1) {
          const err36 = { instancePath: instancePath + "/quarantine", schemaPath: "#/properties/quarantine/minProperties", keyword: "minProperties", params: { limit: 1 }, schema: 1, parentSchema: schema48.properties.quarantine, data: data18 };
          if (vErrors === null) {
            vErrors = [err36];
          } else {
            vErrors.push(err36);
          }
          errors++;
        }
        for (const key1 in data18) {
          if (!(key1 === "by" || key1 === "buckets" || key1 === "deny")) {
            const err37 = { instancePath: instancePath + "/quarantine", schemaPath: "#/properties/quarantine/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, schema: false, parentSchema: schema48.properties.quarantine, data: data18 };
            if (vErrors === null) {
              vErrors = [err37];
            } else {
              vErrors.push(err37);
            }
            errors++;
          }
        }
        if (data18.by !== void 0) {
          if (!validate41(data18.by, { instancePath: instancePath + "/quarantine/by", parentData: data18, parentDataProperty: "by", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
            errors = vErrors.length;
          }
        }
        if (data18.buckets !== void 0) {
          let data20 = data18.buckets;
          if (Array.isArray(data20)) {
            if (data20.length > 200) {
              const err38 = { instancePath: instancePath + "/quarantine/buckets", schemaPath: "#/properties/quarantine/properties/buckets/maxItems", keyword: "maxItems", params: { limit: 200 }, schema: 200, parentSchema: schema48.properties.quarantine.properties.buckets, data: data20 };
              if (vErrors === null) {
                vErrors = [err38];
              } else {
                vErrors.push(err38);
              }
              errors++;
            }
            const len5 = data20.length;
            for (let i7 = 0; i7 < len5; i7++) {
              let data21 = data20[i7];
              if (data21 && typeof data21 == "object" && !Array.isArray(data21)) {
                if (data21.bucket === void 0) {
                  const err39 = { instancePath: instancePath + "/quarantine/buckets/" + i7, schemaPath: "#/$defs/bucketHome/required", keyword: "required", params: { missingProperty: "bucket" }, schema: schema62.required, parentSchema: schema62, data: data21 };
                  if (vErrors === null) {
                    vErrors = [err39];
                  } else {
                    vErrors.push(err39);
                  }
                  errors++;
                }
                if (data21.project === void 0) {
                  const err40 = { instancePath: instancePath + "/quarantine/buckets/" + i7, schemaPath: "#/$defs/bucketHome/required", keyword: "required", params: { missingProperty: "project" }, schema: schema62.required, parentSchema: schema62, data: data21 };
                  if (vErrors === null) {
                    vErrors = [err40];
                  } else {
                    vErrors.push(err40);
                  }
                  errors++;
                }
                for (const key2 in data21) {
                  if (!(key2 === "bucket" || key2 === "project")) {
                    const err41 = { instancePath: instancePath + "/quarantine/buckets/" + i7, schemaPath: "#/$defs/bucketHome/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, schema: false, parentSchema: schema62, data: data21 };
                    if (vErrors === null) {
                      vErrors = [err41];
                    } else {
                      vErrors.push(err41);
                    }
                    errors++;
                  }
                }
                if (data21.bucket !== void 0) {
                  let data22 = data21.bucket;
                  if (typeof data22 === "string") {
                    if (!pattern29.test(data22)) {
                      const err42 = { instancePath: instancePath + "/quarantine/buckets/" + i7 + "/bucket", schemaPath: "#/$defs/bucketHome/properties/bucket/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$" }, schema: "^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$", parentSchema: schema62.properties.bucket, data: data22 };
                      if (vErrors === null) {
                        vErrors = [err42];
                      } else {
                        vErrors.push(err42);
                      }
                      errors++;
                    }
                  } else {
                    const err43 = { instancePath: instancePath + "/quarantine/buckets/" + i7 + "/bucket", schemaPath: "#/$defs/bucketHome/properties/bucket/type", keyword: "type", params: { type: "string" }, schema: schema62.properties.bucket.type, parentSchema: schema62.properties.bucket, data: data22 };
                    if (vErrors === null) {
                      vErrors = [err43];
                    } else {
                      vErrors.push(err43);
                    }
                    errors++;
                  }
                }
                if (data21.project !== void 0) {
                  let data23 = data21.project;
                  if (typeof data23 === "string") {
                    if (!pattern30.test(data23)) {
                      const err44 = { instancePath: instancePath + "/quarantine/buckets/" + i7 + "/project", schemaPath: "#/$defs/bucketHome/properties/project/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9-]{4,28}[a-z0-9]$" }, schema: "^[a-z][a-z0-9-]{4,28}[a-z0-9]$", parentSchema: schema62.properties.project, data: data23 };
                      if (vErrors === null) {
                        vErrors = [err44];
                      } else {
                        vErrors.push(err44);
                      }
                      errors++;
                    }
                  } else {
                    const err45 = { instancePath: instancePath + "/quarantine/buckets/" + i7 + "/project", schemaPath: "#/$defs/bucketHome/properties/project/type", keyword: "type", params: { type: "string" }, schema: schema62.properties.project.type, parentSchema: schema62.properties.project, data: data23 };
                    if (vErrors === null) {
                      vErrors = [err45];
                    } else {
                      vErrors.push(err45);
                    }
                    errors++;
                  }
                }
              } else {
                const err46 = { instancePath: instancePath + "/quarantine/buckets/" + i7, schemaPath: "#/$defs/bucketHome/type", keyword: "type", params: { type: "object" }, schema: schema62.type, parentSchema: schema62, data: data21 };
                if (vErrors === null) {
                  vErrors = [err46];
                } else {
                  vErrors.push(err46);
                }
                errors++;
              }
            }
          } else {
            const err47 = { instancePath: instancePath + "/quarantine/buckets", schemaPath: "#/properties/quarantine/properties/buckets/type", keyword: "type", params: { type: "array" }, schema: schema48.properties.quarantine.properties.buckets.type, parentSchema: schema48.properties.quarantine.properties.buckets, data: data20 };
            if (vErrors === null) {
              vErrors = [err47];
            } else {
              vErrors.push(err47);
            }
            errors++;
          }
        }
        if (data18.deny !== void 0) {
          let data24 = data18.deny;
          if (Array.isArray(data24)) {
            if (data24.length > 200) {
              const err48 = { instancePath: instancePath + "/quarantine/deny", schemaPath: "#/properties/quarantine/properties/deny/maxItems", keyword: "maxItems", params: { limit: 200 }, schema: 200, parentSchema: schema48.properties.quarantine.properties.deny, data: data24 };
              if (vErrors === null) {
                vErrors = [err48];
              } else {
                vErrors.push(err48);
              }
              errors++;
            }
            const len6 = data24.length;
            for (let i8 = 0; i8 < len6; i8++) {
              let data25 = data24[i8];
              if (typeof data25 === "string") {
                if (func1(data25) > 160) {
                  const err49 = { instancePath: instancePath + "/quarantine/deny/" + i8, schemaPath: "#/$defs/deniable/maxLength", keyword: "maxLength", params: { limit: 160 }, schema: 160, parentSchema: schema63, data: data25 };
                  if (vErrors === null) {
                    vErrors = [err49];
                  } else {
                    vErrors.push(err49);
                  }
                  errors++;
                }
                if (!pattern31.test(data25)) {
                  const err50 = { instancePath: instancePath + "/quarantine/deny/" + i8, schemaPath: "#/$defs/deniable/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9-]*\\.googleapis\\.com/[A-Za-z][A-Za-z0-9]*\\.[A-Za-z][A-Za-z0-9]*$" }, schema: "^[a-z][a-z0-9-]*\\.googleapis\\.com/[A-Za-z][A-Za-z0-9]*\\.[A-Za-z][A-Za-z0-9]*$", parentSchema: schema63, data: data25 };
                  if (vErrors === null) {
                    vErrors = [err50];
                  } else {
                    vErrors.push(err50);
                  }
                  errors++;
                }
              } else {
                const err51 = { instancePath: instancePath + "/quarantine/deny/" + i8, schemaPath: "#/$defs/deniable/type", keyword: "type", params: { type: "string" }, schema: schema63.type, parentSchema: schema63, data: data25 };
                if (vErrors === null) {
                  vErrors = [err51];
                } else {
                  vErrors.push(err51);
                }
                errors++;
              }
            }
            let i9 = data24.length;
            let j2;
            if (i9 > 1) {
              outer2:
                for (; i9--; ) {
                  for (j2 = i9; j2--; ) {
                    if (func0(data24[i9], data24[j2])) {
                      const err52 = { instancePath: instancePath + "/quarantine/deny", schemaPath: "#/properties/quarantine/properties/deny/uniqueItems", keyword: "uniqueItems", params: { i: i9, j: j2 }, schema: true, parentSchema: schema48.properties.quarantine.properties.deny, data: data24 };
                      if (vErrors === null) {
                        vErrors = [err52];
                      } else {
                        vErrors.push(err52);
                      }
                      errors++;
                      break outer2;
                    }
                  }
                }
            }
          } else {
            const err53 = { instancePath: instancePath + "/quarantine/deny", schemaPath: "#/properties/quarantine/properties/deny/type", keyword: "type", params: { type: "array" }, schema: schema48.properties.quarantine.properties.deny.type, parentSchema: schema48.properties.quarantine.properties.deny, data: data24 };
            if (vErrors === null) {
              vErrors = [err53];
            } else {
              vErrors.push(err53);
            }
            errors++;
          }
        }
      } else {
        const err54 = { instancePath: instancePath + "/quarantine", schemaPath: "#/properties/quarantine/type", keyword: "type", params: { type: "object" }, schema: schema48.properties.quarantine.type, parentSchema: schema48.properties.quarantine, data: data18 };
        if (vErrors === null) {
          vErrors = [err54];
        } else {
          vErrors.push(err54);
        }
        errors++;
      }
    }
    if (data.released !== void 0) {
      let data26 = data.released;
      if (Array.isArray(data26)) {
        if (data26.length > 200) {
          const err55 = { instancePath: instancePath + "/released", schemaPath: "#/properties/released/maxItems", keyword: "maxItems", params: { limit: 200 }, schema: 200, parentSchema: schema48.properties.released, data: data26 };
          if (vErrors === null) {
            vErrors = [err55];
          } else {
            vErrors.push(err55);
          }
          errors++;
        }
        const len7 = data26.length;
        for (let i10 = 0; i10 < len7; i10++) {
          let data27 = data26[i10];
          if (data27 && typeof data27 == "object" && !Array.isArray(data27)) {
            if (data27.person === void 0) {
              const err56 = { instancePath: instancePath + "/released/" + i10, schemaPath: "#/$defs/release/required", keyword: "required", params: { missingProperty: "person" }, schema: schema64.required, parentSchema: schema64, data: data27 };
              if (vErrors === null) {
                vErrors = [err56];
              } else {
                vErrors.push(err56);
              }
              errors++;
            }
            if (data27.record === void 0) {
              const err57 = { instancePath: instancePath + "/released/" + i10, schemaPath: "#/$defs/release/required", keyword: "required", params: { missingProperty: "record" }, schema: schema64.required, parentSchema: schema64, data: data27 };
              if (vErrors === null) {
                vErrors = [err57];
              } else {
                vErrors.push(err57);
              }
              errors++;
            }
            if (data27.why === void 0) {
              const err58 = { instancePath: instancePath + "/released/" + i10, schemaPath: "#/$defs/release/required", keyword: "required", params: { missingProperty: "why" }, schema: schema64.required, parentSchema: schema64, data: data27 };
              if (vErrors === null) {
                vErrors = [err58];
              } else {
                vErrors.push(err58);
              }
              errors++;
            }
            for (const key3 in data27) {
              if (!(key3 === "person" || key3 === "record" || key3 === "why")) {
                const err59 = { instancePath: instancePath + "/released/" + i10, schemaPath: "#/$defs/release/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, schema: false, parentSchema: schema64, data: data27 };
                if (vErrors === null) {
                  vErrors = [err59];
                } else {
                  vErrors.push(err59);
                }
                errors++;
              }
            }
            if (data27.person !== void 0) {
              let data28 = data27.person;
              if (typeof data28 === "string") {
                if (!pattern32.test(data28)) {
                  const err60 = { instancePath: instancePath + "/released/" + i10 + "/person", schemaPath: "#/$defs/release/properties/person/pattern", keyword: "pattern", params: { pattern: "^(?:id:[1-9][0-9]{0,15}|[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?)$" }, schema: "^(?:id:[1-9][0-9]{0,15}|[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?)$", parentSchema: schema64.properties.person, data: data28 };
                  if (vErrors === null) {
                    vErrors = [err60];
                  } else {
                    vErrors.push(err60);
                  }
                  errors++;
                }
              } else {
                const err61 = { instancePath: instancePath + "/released/" + i10 + "/person", schemaPath: "#/$defs/release/properties/person/type", keyword: "type", params: { type: "string" }, schema: schema64.properties.person.type, parentSchema: schema64.properties.person, data: data28 };
                if (vErrors === null) {
                  vErrors = [err61];
                } else {
                  vErrors.push(err61);
                }
                errors++;
              }
            }
            if (data27.record !== void 0) {
              let data29 = data27.record;
              if (!(typeof data29 == "number" && (!(data29 % 1) && !isNaN(data29)) && isFinite(data29))) {
                const err62 = { instancePath: instancePath + "/released/" + i10 + "/record", schemaPath: "#/$defs/release/properties/record/type", keyword: "type", params: { type: "integer" }, schema: schema64.properties.record.type, parentSchema: schema64.properties.record, data: data29 };
                if (vErrors === null) {
                  vErrors = [err62];
                } else {
                  vErrors.push(err62);
                }
                errors++;
              }
              if (typeof data29 == "number" && isFinite(data29)) {
                if (data29 > 9007199254740991 || isNaN(data29)) {
                  const err63 = { instancePath: instancePath + "/released/" + i10 + "/record", schemaPath: "#/$defs/release/properties/record/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, schema: 9007199254740991, parentSchema: schema64.properties.record, data: data29 };
                  if (vErrors === null) {
                    vErrors = [err63];
                  } else {
                    vErrors.push(err63);
                  }
                  errors++;
                }
                if (data29 < 1 || isNaN(data29)) {
                  const err64 = { instancePath: instancePath + "/released/" + i10 + "/record", schemaPath: "#/$defs/release/properties/record/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, schema: 1, parentSchema: schema64.properties.record, data: data29 };
                  if (vErrors === null) {
                    vErrors = [err64];
                  } else {
                    vErrors.push(err64);
                  }
                  errors++;
                }
              }
            }
            if (data27.why !== void 0) {
              let data30 = data27.why;
              if (typeof data30 === "string") {
                if (func1(data30) > 1e3) {
                  const err65 = { instancePath: instancePath + "/released/" + i10 + "/why", schemaPath: "#/$defs/release/properties/why/maxLength", keyword: "maxLength", params: { limit: 1e3 }, schema: 1e3, parentSchema: schema64.properties.why, data: data30 };
                  if (vErrors === null) {
                    vErrors = [err65];
                  } else {
                    vErrors.push(err65);
                  }
                  errors++;
                }
                if (func1(data30) < 1) {
                  const err66 = { instancePath: instancePath + "/released/" + i10 + "/why", schemaPath: "#/$defs/release/properties/why/minLength", keyword: "minLength", params: { limit: 1 }, schema: 1, parentSchema: schema64.properties.why, data: data30 };
                  if (vErrors === null) {
                    vErrors = [err66];
                  } else {
                    vErrors.push(err66);
                  }
                  errors++;
                }
              } else {
                const err67 = { instancePath: instancePath + "/released/" + i10 + "/why", schemaPath: "#/$defs/release/properties/why/type", keyword: "type", params: { type: "string" }, schema: schema64.properties.why.type, parentSchema: schema64.properties.why, data: data30 };
                if (vErrors === null) {
                  vErrors = [err67];
                } else {
                  vErrors.push(err67);
                }
                errors++;
              }
            }
          } else {
            const err68 = { instancePath: instancePath + "/released/" + i10, schemaPath: "#/$defs/release/type", keyword: "type", params: { type: "object" }, schema: schema64.type, parentSchema: schema64, data: data27 };
            if (vErrors === null) {
              vErrors = [err68];
            } else {
              vErrors.push(err68);
            }
            errors++;
          }
        }
      } else {
        const err69 = { instancePath: instancePath + "/released", schemaPath: "#/properties/released/type", keyword: "type", params: { type: "array" }, schema: schema48.properties.released.type, parentSchema: schema48.properties.released, data: data26 };
        if (vErrors === null) {
          vErrors = [err69];
        } else {
          vErrors.push(err69);
        }
        errors++;
      }
    }
    if (data.log !== void 0) {
      let data31 = data.log;
      if (data31 && typeof data31 == "object" && !Array.isArray(data31)) {
        if (data31.project === void 0) {
          const err70 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/required", keyword: "required", params: { missingProperty: "project" }, schema: schema48.properties.log.required, parentSchema: schema48.properties.log, data: data31 };
          if (vErrors === null) {
            vErrors = [err70];
          } else {
            vErrors.push(err70);
          }
          errors++;
        }
        for (const key4 in data31) {
          if (!(key4 === "project" || key4 === "name")) {
            const err71 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, schema: false, parentSchema: schema48.properties.log, data: data31 };
            if (vErrors === null) {
              vErrors = [err71];
            } else {
              vErrors.push(err71);
            }
            errors++;
          }
        }
        if (data31.project !== void 0) {
          let data32 = data31.project;
          if (typeof data32 === "string") {
            if (!pattern30.test(data32)) {
              const err72 = { instancePath: instancePath + "/log/project", schemaPath: "#/properties/log/properties/project/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9-]{4,28}[a-z0-9]$" }, schema: "^[a-z][a-z0-9-]{4,28}[a-z0-9]$", parentSchema: schema48.properties.log.properties.project, data: data32 };
              if (vErrors === null) {
                vErrors = [err72];
              } else {
                vErrors.push(err72);
              }
              errors++;
            }
          } else {
            const err73 = { instancePath: instancePath + "/log/project", schemaPath: "#/properties/log/properties/project/type", keyword: "type", params: { type: "string" }, schema: schema48.properties.log.properties.project.type, parentSchema: schema48.properties.log.properties.project, data: data32 };
            if (vErrors === null) {
              vErrors = [err73];
            } else {
              vErrors.push(err73);
            }
            errors++;
          }
        }
        if (data31.name !== void 0) {
          let data33 = data31.name;
          if (typeof data33 === "string") {
            if (!pattern34.test(data33)) {
              const err74 = { instancePath: instancePath + "/log/name", schemaPath: "#/properties/log/properties/name/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9-]{0,99}$" }, schema: "^[a-z][a-z0-9-]{0,99}$", parentSchema: schema48.properties.log.properties.name, data: data33 };
              if (vErrors === null) {
                vErrors = [err74];
              } else {
                vErrors.push(err74);
              }
              errors++;
            }
          } else {
            const err75 = { instancePath: instancePath + "/log/name", schemaPath: "#/properties/log/properties/name/type", keyword: "type", params: { type: "string" }, schema: schema48.properties.log.properties.name.type, parentSchema: schema48.properties.log.properties.name, data: data33 };
            if (vErrors === null) {
              vErrors = [err75];
            } else {
              vErrors.push(err75);
            }
            errors++;
          }
        }
      } else {
        const err76 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/type", keyword: "type", params: { type: "object" }, schema: schema48.properties.log.type, parentSchema: schema48.properties.log, data: data31 };
        if (vErrors === null) {
          vErrors = [err76];
        } else {
          vErrors.push(err76);
        }
        errors++;
      }
    }
    if (data.ledger !== void 0) {
      let data34 = data.ledger;
      if (data34 && typeof data34 == "object" && !Array.isArray(data34)) {
        if (data34.keys === void 0) {
          const err77 = { instancePath: instancePath + "/ledger", schemaPath: "#/properties/ledger/required", keyword: "required", params: { missingProperty: "keys" }, schema: schema48.properties.ledger.required, parentSchema: schema48.properties.ledger, data: data34 };
          if (vErrors === null) {
            vErrors = [err77];
          } else {
            vErrors.push(err77);
          }
          errors++;
        }
        for (const key5 in data34) {
          if (!(key5 === "keys" || key5 === "signer" || key5 === "anchors")) {
            const err78 = { instancePath: instancePath + "/ledger", schemaPath: "#/properties/ledger/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 }, schema: false, parentSchema: schema48.properties.ledger, data: data34 };
            if (vErrors === null) {
              vErrors = [err78];
            } else {
              vErrors.push(err78);
            }
            errors++;
          }
        }
        if (data34.keys !== void 0) {
          let data35 = data34.keys;
          if (Array.isArray(data35)) {
            if (data35.length > 4) {
              const err79 = { instancePath: instancePath + "/ledger/keys", schemaPath: "#/properties/ledger/properties/keys/maxItems", keyword: "maxItems", params: { limit: 4 }, schema: 4, parentSchema: schema48.properties.ledger.properties.keys, data: data35 };
              if (vErrors === null) {
                vErrors = [err79];
              } else {
                vErrors.push(err79);
              }
              errors++;
            }
            if (data35.length < 1) {
              const err80 = { instancePath: instancePath + "/ledger/keys", schemaPath: "#/properties/ledger/properties/keys/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema48.properties.ledger.properties.keys, data: data35 };
              if (vErrors === null) {
                vErrors = [err80];
              } else {
                vErrors.push(err80);
              }
              errors++;
            }
            const len8 = data35.length;
            for (let i11 = 0; i11 < len8; i11++) {
              let data36 = data35[i11];
              if (typeof data36 === "string") {
                if (func1(data36) > 200) {
                  const err81 = { instancePath: instancePath + "/ledger/keys/" + i11, schemaPath: "#/$defs/verifierKey/maxLength", keyword: "maxLength", params: { limit: 200 }, schema: 200, parentSchema: schema65, data: data36 };
                  if (vErrors === null) {
                    vErrors = [err81];
                  } else {
                    vErrors.push(err81);
                  }
                  errors++;
                }
                if (!pattern35.test(data36)) {
                  const err82 = { instancePath: instancePath + "/ledger/keys/" + i11, schemaPath: "#/$defs/verifierKey/pattern", keyword: "pattern", params: { pattern: "^pullcord/[a-z][a-z0-9-]{0,29}/[1-9][0-9]{0,15}\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]{44}$" }, schema: "^pullcord/[a-z][a-z0-9-]{0,29}/[1-9][0-9]{0,15}\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]{44}$", parentSchema: schema65, data: data36 };
                  if (vErrors === null) {
                    vErrors = [err82];
                  } else {
                    vErrors.push(err82);
                  }
                  errors++;
                }
              } else {
                const err83 = { instancePath: instancePath + "/ledger/keys/" + i11, schemaPath: "#/$defs/verifierKey/type", keyword: "type", params: { type: "string" }, schema: schema65.type, parentSchema: schema65, data: data36 };
                if (vErrors === null) {
                  vErrors = [err83];
                } else {
                  vErrors.push(err83);
                }
                errors++;
              }
            }
            let i12 = data35.length;
            let j3;
            if (i12 > 1) {
              outer3:
                for (; i12--; ) {
                  for (j3 = i12; j3--; ) {
                    if (func0(data35[i12], data35[j3])) {
                      const err84 = { instancePath: instancePath + "/ledger/keys", schemaPath: "#/properties/ledger/properties/keys/uniqueItems", keyword: "uniqueItems", params: { i: i12, j: j3 }, schema: true, parentSchema: schema48.properties.ledger.properties.keys, data: data35 };
                      if (vErrors === null) {
                        vErrors = [err84];
                      } else {
                        vErrors.push(err84);
                      }
                      errors++;
                      break outer3;
                    }
                  }
                }
            }
          } else {
            const err85 = { instancePath: instancePath + "/ledger/keys", schemaPath: "#/properties/ledger/properties/keys/type", keyword: "type", params: { type: "array" }, schema: schema48.properties.ledger.properties.keys.type, parentSchema: schema48.properties.ledger.properties.keys, data: data35 };
            if (vErrors === null) {
              vErrors = [err85];
            } else {
              vErrors.push(err85);
            }
            errors++;
          }
        }
        if (data34.signer !== void 0) {
          let data37 = data34.signer;
          if (data37 && typeof data37 == "object" && !Array.isArray(data37)) {
            if (data37.kms === void 0) {
              const err86 = { instancePath: instancePath + "/ledger/signer", schemaPath: "#/properties/ledger/properties/signer/required", keyword: "required", params: { missingProperty: "kms" }, schema: schema48.properties.ledger.properties.signer.required, parentSchema: schema48.properties.ledger.properties.signer, data: data37 };
              if (vErrors === null) {
                vErrors = [err86];
              } else {
                vErrors.push(err86);
              }
              errors++;
            }
            for (const key6 in data37) {
              if (!(key6 === "kms")) {
                const err87 = { instancePath: instancePath + "/ledger/signer", schemaPath: "#/properties/ledger/properties/signer/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key6 }, schema: false, parentSchema: schema48.properties.ledger.properties.signer, data: data37 };
                if (vErrors === null) {
                  vErrors = [err87];
                } else {
                  vErrors.push(err87);
                }
                errors++;
              }
            }
            if (data37.kms !== void 0) {
              let data38 = data37.kms;
              if (Array.isArray(data38)) {
                if (data38.length > 2) {
                  const err88 = { instancePath: instancePath + "/ledger/signer/kms", schemaPath: "#/properties/ledger/properties/signer/properties/kms/maxItems", keyword: "maxItems", params: { limit: 2 }, schema: 2, parentSchema: schema48.properties.ledger.properties.signer.properties.kms, data: data38 };
                  if (vErrors === null) {
                    vErrors = [err88];
                  } else {
                    vErrors.push(err88);
                  }
                  errors++;
                }
                if (data38.length < 1) {
                  const err89 = { instancePath: instancePath + "/ledger/signer/kms", schemaPath: "#/properties/ledger/properties/signer/properties/kms/minItems", keyword: "minItems", params: { limit: 1 }, schema: 1, parentSchema: schema48.properties.ledger.properties.signer.properties.kms, data: data38 };
                  if (vErrors === null) {
                    vErrors = [err89];
                  } else {
                    vErrors.push(err89);
                  }
                  errors++;
                }
                const len9 = data38.length;
                for (let i13 = 0; i13 < len9; i13++) {
                  let data39 = data38[i13];
                  if (typeof data39 === "string") {
                    if (func1(data39) > 300) {
                      const err90 = { instancePath: instancePath + "/ledger/signer/kms/" + i13, schemaPath: "#/$defs/kmsKeyVersion/maxLength", keyword: "maxLength", params: { limit: 300 }, schema: 300, parentSchema: schema66, data: data39 };
                      if (vErrors === null) {
                        vErrors = [err90];
                      } else {
                        vErrors.push(err90);
                      }
                      errors++;
                    }
                    if (!pattern36.test(data39)) {
                      const err91 = { instancePath: instancePath + "/ledger/signer/kms/" + i13, schemaPath: "#/$defs/kmsKeyVersion/pattern", keyword: "pattern", params: { pattern: "^projects/[a-z][a-z0-9-]{4,28}[a-z0-9]/locations/[a-z0-9-]{1,63}/keyRings/[A-Za-z0-9_-]{1,63}/cryptoKeys/[A-Za-z0-9_-]{1,63}/cryptoKeyVersions/[1-9][0-9]{0,9}$" }, schema: "^projects/[a-z][a-z0-9-]{4,28}[a-z0-9]/locations/[a-z0-9-]{1,63}/keyRings/[A-Za-z0-9_-]{1,63}/cryptoKeys/[A-Za-z0-9_-]{1,63}/cryptoKeyVersions/[1-9][0-9]{0,9}$", parentSchema: schema66, data: data39 };
                      if (vErrors === null) {
                        vErrors = [err91];
                      } else {
                        vErrors.push(err91);
                      }
                      errors++;
                    }
                  } else {
                    const err92 = { instancePath: instancePath + "/ledger/signer/kms/" + i13, schemaPath: "#/$defs/kmsKeyVersion/type", keyword: "type", params: { type: "string" }, schema: schema66.type, parentSchema: schema66, data: data39 };
                    if (vErrors === null) {
                      vErrors = [err92];
                    } else {
                      vErrors.push(err92);
                    }
                    errors++;
                  }
                }
                let i14 = data38.length;
                let j4;
                if (i14 > 1) {
                  outer4:
                    for (; i14--; ) {
                      for (j4 = i14; j4--; ) {
                        if (func0(data38[i14], data38[j4])) {
                          const err93 = { instancePath: instancePath + "/ledger/signer/kms", schemaPath: "#/properties/ledger/properties/signer/properties/kms/uniqueItems", keyword: "uniqueItems", params: { i: i14, j: j4 }, schema: true, parentSchema: schema48.properties.ledger.properties.signer.properties.kms, data: data38 };
                          if (vErrors === null) {
                            vErrors = [err93];
                          } else {
                            vErrors.push(err93);
                          }
                          errors++;
                          break outer4;
                        }
                      }
                    }
                }
              } else {
                const err94 = { instancePath: instancePath + "/ledger/signer/kms", schemaPath: "#/properties/ledger/properties/signer/properties/kms/type", keyword: "type", params: { type: "array" }, schema: schema48.properties.ledger.properties.signer.properties.kms.type, parentSchema: schema48.properties.ledger.properties.signer.properties.kms, data: data38 };
                if (vErrors === null) {
                  vErrors = [err94];
                } else {
                  vErrors.push(err94);
                }
                errors++;
              }
            }
          } else {
            const err95 = { instancePath: instancePath + "/ledger/signer", schemaPath: "#/properties/ledger/properties/signer/type", keyword: "type", params: { type: "object" }, schema: schema48.properties.ledger.properties.signer.type, parentSchema: schema48.properties.ledger.properties.signer, data: data37 };
            if (vErrors === null) {
              vErrors = [err95];
            } else {
              vErrors.push(err95);
            }
            errors++;
          }
        }
        if (data34.anchors !== void 0) {
          let data40 = data34.anchors;
          if (data40 && typeof data40 == "object" && !Array.isArray(data40)) {
            for (const key7 in data40) {
              if (!(key7 === "bucket" || key7 === "required")) {
                const err96 = { instancePath: instancePath + "/ledger/anchors", schemaPath: "#/properties/ledger/properties/anchors/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 }, schema: false, parentSchema: schema48.properties.ledger.properties.anchors, data: data40 };
                if (vErrors === null) {
                  vErrors = [err96];
                } else {
                  vErrors.push(err96);
                }
                errors++;
              }
            }
            if (data40.bucket !== void 0) {
              let data41 = data40.bucket;
              if (typeof data41 === "string") {
                if (!pattern29.test(data41)) {
                  const err97 = { instancePath: instancePath + "/ledger/anchors/bucket", schemaPath: "#/properties/ledger/properties/anchors/properties/bucket/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$" }, schema: "^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$", parentSchema: schema48.properties.ledger.properties.anchors.properties.bucket, data: data41 };
                  if (vErrors === null) {
                    vErrors = [err97];
                  } else {
                    vErrors.push(err97);
                  }
                  errors++;
                }
              } else {
                const err98 = { instancePath: instancePath + "/ledger/anchors/bucket", schemaPath: "#/properties/ledger/properties/anchors/properties/bucket/type", keyword: "type", params: { type: "string" }, schema: schema48.properties.ledger.properties.anchors.properties.bucket.type, parentSchema: schema48.properties.ledger.properties.anchors.properties.bucket, data: data41 };
                if (vErrors === null) {
                  vErrors = [err98];
                } else {
                  vErrors.push(err98);
                }
                errors++;
              }
            }
            if (data40.required !== void 0) {
              let data42 = data40.required;
              if (typeof data42 !== "boolean") {
                const err99 = { instancePath: instancePath + "/ledger/anchors/required", schemaPath: "#/properties/ledger/properties/anchors/properties/required/type", keyword: "type", params: { type: "boolean" }, schema: schema48.properties.ledger.properties.anchors.properties.required.type, parentSchema: schema48.properties.ledger.properties.anchors.properties.required, data: data42 };
                if (vErrors === null) {
                  vErrors = [err99];
                } else {
                  vErrors.push(err99);
                }
                errors++;
              }
            }
          } else {
            const err100 = { instancePath: instancePath + "/ledger/anchors", schemaPath: "#/properties/ledger/properties/anchors/type", keyword: "type", params: { type: "object" }, schema: schema48.properties.ledger.properties.anchors.type, parentSchema: schema48.properties.ledger.properties.anchors, data: data40 };
            if (vErrors === null) {
              vErrors = [err100];
            } else {
              vErrors.push(err100);
            }
            errors++;
          }
        }
      } else {
        const err101 = { instancePath: instancePath + "/ledger", schemaPath: "#/properties/ledger/type", keyword: "type", params: { type: "object" }, schema: schema48.properties.ledger.type, parentSchema: schema48.properties.ledger, data: data34 };
        if (vErrors === null) {
          vErrors = [err101];
        } else {
          vErrors.push(err101);
        }
        errors++;
      }
    }
    if (data.require !== void 0) {
      let data43 = data.require;
      if (data43 && typeof data43 == "object" && !Array.isArray(data43)) {
        for (const key8 in data43) {
          if (!(key8 === "pullRequestsOnly" || key8 === "codeOwnerReview" || key8 === "noForcePush" || key8 === "protectedLedger")) {
            const err102 = { instancePath: instancePath + "/require", schemaPath: "#/properties/require/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key8 }, schema: false, parentSchema: schema48.properties.require, data: data43 };
            if (vErrors === null) {
              vErrors = [err102];
            } else {
              vErrors.push(err102);
            }
            errors++;
          }
        }
        if (data43.pullRequestsOnly !== void 0) {
          let data44 = data43.pullRequestsOnly;
          if (typeof data44 !== "boolean") {
            const err103 = { instancePath: instancePath + "/require/pullRequestsOnly", schemaPath: "#/properties/require/properties/pullRequestsOnly/type", keyword: "type", params: { type: "boolean" }, schema: schema48.properties.require.properties.pullRequestsOnly.type, parentSchema: schema48.properties.require.properties.pullRequestsOnly, data: data44 };
            if (vErrors === null) {
              vErrors = [err103];
            } else {
              vErrors.push(err103);
            }
            errors++;
          }
        }
        if (data43.codeOwnerReview !== void 0) {
          let data45 = data43.codeOwnerReview;
          if (typeof data45 !== "boolean") {
            const err104 = { instancePath: instancePath + "/require/codeOwnerReview", schemaPath: "#/properties/require/properties/codeOwnerReview/type", keyword: "type", params: { type: "boolean" }, schema: schema48.properties.require.properties.codeOwnerReview.type, parentSchema: schema48.properties.require.properties.codeOwnerReview, data: data45 };
            if (vErrors === null) {
              vErrors = [err104];
            } else {
              vErrors.push(err104);
            }
            errors++;
          }
        }
        if (data43.noForcePush !== void 0) {
          let data46 = data43.noForcePush;
          if (typeof data46 !== "boolean") {
            const err105 = { instancePath: instancePath + "/require/noForcePush", schemaPath: "#/properties/require/properties/noForcePush/type", keyword: "type", params: { type: "boolean" }, schema: schema48.properties.require.properties.noForcePush.type, parentSchema: schema48.properties.require.properties.noForcePush, data: data46 };
            if (vErrors === null) {
              vErrors = [err105];
            } else {
              vErrors.push(err105);
            }
            errors++;
          }
        }
        if (data43.protectedLedger !== void 0) {
          let data47 = data43.protectedLedger;
          if (typeof data47 !== "boolean") {
            const err106 = { instancePath: instancePath + "/require/protectedLedger", schemaPath: "#/properties/require/properties/protectedLedger/type", keyword: "type", params: { type: "boolean" }, schema: schema48.properties.require.properties.protectedLedger.type, parentSchema: schema48.properties.require.properties.protectedLedger, data: data47 };
            if (vErrors === null) {
              vErrors = [err106];
            } else {
              vErrors.push(err106);
            }
            errors++;
          }
        }
      } else {
        const err107 = { instancePath: instancePath + "/require", schemaPath: "#/properties/require/type", keyword: "type", params: { type: "object" }, schema: schema48.properties.require.type, parentSchema: schema48.properties.require, data: data43 };
        if (vErrors === null) {
          vErrors = [err107];
        } else {
          vErrors.push(err107);
        }
        errors++;
      }
    }
  } else {
    const err108 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema48.type, parentSchema: schema48, data };
    if (vErrors === null) {
      vErrors = [err108];
    } else {
      vErrors.push(err108);
    }
    errors++;
  }
  validate35.errors = vErrors;
  return errors === 0;
}
validate35.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
export {
  organization,
  policy,
  request
};
