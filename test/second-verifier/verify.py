#!/usr/bin/env python3
"""A second verifier of the ledger, written from src/core/ledger/FORMAT.md alone.

Reads one JSON object a line on standard input: {"files": {path: text}, "keys": [...], "kept": [{"where", "text"}]}.
Writes one line for each: {"is": "ok" | "incomplete" | "broken", "code", "where"}, the last two of the first finding.
Needs Python 3.9 and the package cryptography (Ed25519).
"""

import base64
import calendar
import copy
import hashlib
import json
import re
import sys
import time
import unicodedata

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

OURS = {"at", "keys", "kind", "open", "pull", "reasons", "run", "schema", "seq", "tool"}
KINDS = {
    "genesis", "policies-changed", "intent", "activated", "ended", "revoked", "removed", "altered", "unexplained", "refused", "lapsed",
    "reviewed", "review-overdue", "quarantined", "released", "deny-policies", "used", "heartbeat", "key-rotated",
}
CLOSING = {"ended", "revoked", "removed", "altered", "lapsed"}
GAVE = {"activated", "ended", "revoked", "removed", "altered"}
WITHHOLDING = CLOSING | {"unexplained", "refused", "quarantined", "heartbeat"}
DRIFT = {"altered", "removed", "unexplained"}
BIGGEST = 2**53 - 1
PER_SHARD = 256


class Unfit(Exception):
    """What may not be in a ledger."""


def sha256(data):
    return hashlib.sha256(data).digest()


def utf16(key):
    return key.encode("utf-16-be", "surrogatepass")


def jcs(value):
    """RFC 8785 of what the ledger may hold: no number but integers."""
    def ordered(item):
        if isinstance(item, dict):
            return {key: ordered(item[key]) for key in sorted(item, key=utf16)}
        return [ordered(one) for one in item] if isinstance(item, list) else item
    return json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":"))


def compact(value):
    """ECMAScript's JSON.stringify of values in the order they have."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def is_int(value):
    return isinstance(value, int) and not isinstance(value, bool)


# Records


def parse_int(text):
    if text == "-0" or abs(int(text)) > BIGGEST:
        raise Unfit("record-number")
    return int(text)


def no_number(text):
    raise Unfit("record-number")


def parse_record(line):
    if len(line.encode("utf-8", "surrogatepass")) > 4194304:
        raise Unfit("record-long")
    record = json.loads(line, parse_int=parse_int, parse_float=no_number, parse_constant=no_number)
    if not isinstance(record, dict):
        raise Unfit("record-value")
    for key, value in record.items():
        check_key(key, True)
        check_value(value, key in OURS, 2)
    if jcs(record) != line:
        raise Unfit("not canonical")
    check_shape(record)
    return record


def check_key(key, ours):
    if any(0xD800 <= ord(char) < 0xE000 for char in key) or key == "__proto__":
        raise Unfit("record-key")
    if ours and re.fullmatch(r"[a-z][A-Za-z0-9]*", key, re.ASCII) is None:
        raise Unfit("record-key")


def check_value(value, ours, depth):
    if isinstance(value, str):
        check_text(value, ours)
    elif isinstance(value, (dict, list)):
        if depth > 32:
            raise Unfit("record-deep")
        if isinstance(value, dict):
            for key in value:
                check_key(key, ours)
        for item in value.values() if isinstance(value, dict) else value:
            check_value(item, ours, depth + 1)


def check_text(text, ours):
    if any(0xD800 <= ord(char) < 0xE000 for char in text):
        raise Unfit("record-text")
    if not ours:
        return
    if any((ord(char) < 0x20 and char != "\n") or 0x7F <= ord(char) <= 0x9F for char in text):
        raise Unfit("record-text")
    if unicodedata.normalize("NFC", text) != text:
        raise Unfit("record-text")
    if len(text.encode()) > 16384:
        raise Unfit("record-long")


def need(truth):
    if not truth:
        raise Unfit("shape")


def texts(value, *names):
    return isinstance(value, dict) and all(isinstance(value.get(name), str) for name in names)


def is_instant(text):
    return isinstance(text, str) and seconds(text) is not None


def seconds(text):
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text, re.ASCII) is None:
        return None
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    hour, minute, second = int(text[11:13]), int(text[14:16]), int(text[17:19])
    if not 1 <= month <= 12 or hour > 23 or minute > 59 or second > 59:
        return None
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    if not 1 <= day <= days:
        return None
    return calendar.timegm((year, month, day, hour, minute, second))


def instant(when):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(when))


def check_shape(record):
    need(is_int(record.get("schema")) and record["schema"] == 1)
    need(is_int(record.get("seq")))
    kind = record.get("kind")
    need(isinstance(kind, str) and kind in KINDS)
    need(is_instant(record.get("at")))
    need("pull" in record and (record["pull"] is None or is_int(record["pull"])))
    need(isinstance(record.get("reasons"), list))
    if "bindings" in record:
        need(isinstance(record["bindings"], list))
        for binding in record["bindings"]:
            need(texts(binding, "resource", "role"))
            need(all(isinstance(binding.get(name), list) for name in ("before", "after", "unconditionalBefore")))
    if "grant" in record:
        check_grant(record["grant"])
    if "request" in record:
        need(texts(record["request"], "path"))
    need(("usage" in record) == (kind == "used"))
    if kind == "used":
        check_usage(record["usage"])
    if kind == "reviewed":
        check_review(record.get("review"))
    for name, of in (("quarantine", "quarantined"), ("release", "released"), ("deny", "deny-policies")):
        need((name in record) == (kind == of))
    if kind == "quarantined":
        check_quarantine(record["quarantine"])
    if kind in ("released", "deny-policies"):
        about = record["release" if kind == "released" else "deny"]
        need(isinstance(about, dict) and is_int(about.get("record")))
    if kind == "deny-policies":
        need(isinstance(record["deny"].get("policies"), list))
        need(all(texts(outcome, "resource", "policy", "is") for outcome in record["deny"]["policies"]))
    need(is_genesis(record.get("genesis")) if kind == "genesis" else "genesis" not in record)
    need(("change" in record) == (kind == "policies-changed"))
    if kind == "policies-changed":
        check_change(record["change"])
    if "voids" in record:
        voids = record["voids"]
        need(kind == "heartbeat" and isinstance(voids, list) and len(voids) > 0)
        need(all(is_int(one) and 0 < one < record["seq"] for one in voids))
    if "keys" in record:
        need(kind in ("genesis", "key-rotated") and isinstance(record["keys"], list))
        need(all(isinstance(key, str) for key in record["keys"]))
    else:
        need(kind != "key-rotated")
    if "parent" in record:
        parent = record["parent"]
        need(isinstance(parent, str) and re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", parent, re.ASCII) is not None)
    if "open" in record:
        need(isinstance(record["open"], str) and re.fullmatch(r"[0-9a-f]{64}", record["open"], re.ASCII) is not None)


def is_genesis(genesis):
    # `policies` and `requests` are objects; a list is one too, as far as is looked.
    return (
        texts(genesis, "installation")
        and isinstance(genesis.get("repository"), dict)
        and is_int(genesis["repository"].get("id"))
        and all(isinstance(genesis.get(name), (dict, list)) for name in ("policies", "requests"))
    )


def check_change(change):
    need(texts(change, "commit") and is_instant(change.get("at")))
    need(isinstance(change.get("approvedBy"), list) and all(isinstance(one, str) for one in change["approvedBy"]))
    need(isinstance(change.get("documents"), list))
    for document in change["documents"]:
        need(texts(document, "path") and is_text_or_null(document, "blob"))
        need(document.get("verdict") in ("accepted", "not accepted"))
        need(isinstance(document.get("reasons"), list))
        need(all(texts(reason, "code", "sentence") for reason in document["reasons"]))
        contributors = document.get("contributors", [])
        need(isinstance(contributors, list) and all(one is None or is_int(one) for one in contributors))
    evidence = change.get("evidence")
    need(isinstance(evidence, dict) and "pull" in evidence)
    pull = evidence["pull"]
    need(pull is None or (texts(pull, "url") and is_int(pull.get("number")) and texts(pull.get("head"), "sha")))


def check_grant(grant):
    need(texts(grant, "url", "path", "policy", "principal") and is_int(grant.get("pull")))
    need(texts(grant.get("requester"), "login"))
    need(isinstance(grant.get("access"), list))
    for row in grant["access"]:
        need(texts(row, "resource", "role"))
        need("only" not in row or isinstance(row["only"], (dict, list)))
    window = grant.get("window")
    need(isinstance(window, dict) and is_instant(window.get("start")) and is_instant(window.get("end")))
    if "breakGlass" in grant:
        owed = grant["breakGlass"]
        need(isinstance(owed, dict) and isinstance(owed.get("from"), list))
        need(is_int(owed.get("within")) and 0 <= owed["within"] <= 604800)


def check_review(review):
    need(texts(review, "sentence") and texts(review.get("by"), "login") and texts(review.get("evidence"), "url"))
    need(review.get("verdict") in ("justified", "not justified"))


def check_quarantine(quarantine):
    need(texts(quarantine, "by", "why") and "login" in quarantine)
    need(quarantine["login"] is None or isinstance(quarantine["login"], str))
    ids, principals = quarantine.get("ids"), quarantine.get("principals")
    need(isinstance(ids, list) and len(ids) > 0 and all(is_int(one) for one in ids))
    need(isinstance(principals, list) and all(isinstance(one, str) for one in principals))


def check_usage(usage):
    need(isinstance(usage, dict) and "used" in usage and (usage["used"] is None or isinstance(usage["used"], bool)))
    need(texts(usage.get("window"), "start", "end"))
    need(all(is_int(usage.get(name)) for name in ("calls", "denied", "more")))
    need(all(name in usage and (usage[name] is None or isinstance(usage[name], str)) for name in ("first", "last")))
    need(all(isinstance(usage.get(name), list) for name in ("rows", "sees", "unread")))
    for row in usage["rows"]:
        need(texts(row, "service", "method", "resource") and is_int(row.get("calls")) and is_int(row.get("denied")))
    need(all(texts(sight, "resource", "log", "state") for sight in usage["sees"]))
    need(all(isinstance(sentence, str) for sentence in usage["unread"]))


def read_records(files):
    """All records with their lines, or the first place that is not as it must be."""
    records = []
    for path in sorted((p for p in files if p.startswith("audit/entries/") and p.endswith(".jsonl")), key=utf16):
        if len(records) % PER_SHARD or path != shard_path(len(records)):
            return None, path
        text = files[path]
        if not text.endswith("\n"):
            return None, path
        for number, line in enumerate(text[:-1].split("\n")):
            try:
                record = parse_record(line)
                seq = len(records)
                need(record["seq"] == seq and shard_path(seq) == path)
                need((record["kind"] == "genesis") == (seq == 0))
                need(("open" in record) == (seq > 0 and seq % PER_SHARD == 0))
            except (Unfit, ValueError, RecursionError):
                return None, f"{path}:{number + 1}"
            records.append((record, line))
    return (records, None) if records else (None, "audit/entries")


def shard_path(seq):
    return f"audit/entries/{seq // PER_SHARD:06d}.jsonl"


# The tree


def extend(hashes, size, leaf):
    """A compact range with one leaf more."""
    while size % 2 == 1:
        leaf = sha256(b"\x01" + hashes.pop() + leaf)
        size //= 2
    hashes.append(leaf)


def root_of(hashes):
    if not hashes:
        return sha256(b"")
    result = hashes[-1]
    for left in reversed(hashes[:-1]):
        result = sha256(b"\x01" + left + result)
    return result


# What follows from the records: audit/open.json


EPOCH = "1970-01-01T00:00:00Z"


def version(blob, commit, at, pull):
    number, head = (pull["number"], pull["head"]["sha"]) if pull is not None else (None, None)
    return {"blob": blob, "commit": commit, "at": at, "pull": number, "head": head}


class State:
    def __init__(self):
        self.genesis, self.keys, self.last = None, [], None
        self.accounts, self.stray, self.unexplained = {}, {}, {}
        self.quarantines, self.drift = [], []
        self.documents, self.judged = {}, []

    def fold(self, record):
        if "genesis" in record:
            self.genesis = record["genesis"]
            policies, commit = self.genesis["policies"], self.genesis.get("commit")
            entries = policies.items() if isinstance(policies, dict) else ((str(n), b) for n, b in enumerate(policies))
            self.documents = {path: {"accepted": [version(blob, commit, EPOCH, None)]} for path, blob in entries}
            self.judged = [{"commit": commit, "at": EPOCH}]
        if "change" in record:
            self.fold_change(record["change"])
        self.keys = record.get("keys", self.keys)
        self.last = record["at"]
        pull, kind, bindings = record["pull"], record["kind"], record.get("bindings", [])
        if kind == "unexplained":
            run = record.get("run", {})
            for b in bindings:
                name = [run.get("kind"), run.get("id"), run.get("attempt"), record["at"], pull]
                self.unexplained[compact([*name, b["resource"], b["role"], b["before"]])] = record["at"]
        self.fold_quarantine(record)
        if kind == "policies-changed":
            return
        if kind in DRIFT:
            self.drift.append({name: value for name, value in record.items() if name not in ("decision", "open")})
        request = record.get("request")
        if pull is None:
            if kind == "refused" and request is not None:
                self.stray[request["path"]] = request.get("blob")
            return
        account = self.accounts.get(pull)
        if account is None:
            if kind in ("unexplained", "used"):
                return
            account = {
                "pull": pull, "path": "", "blob": None, "head": None, "fate": "granted", "approvers": [], "entries": {},
                "wasGiven": False, "usageRead": False,
            }
        account = dict(account, entries=dict(account["entries"]), last=record["at"])
        self.accounts[pull] = account
        if request is not None:
            account["path"] = request["path"]
            if request.get("blob") is not None:
                account["blob"] = request["blob"]
        if kind == "refused":
            account["fate"] = "refused"
        if kind == "lapsed" and "bindings" not in record:
            account["fate"] = "lapsed"
        if "grant" in record:
            account["grant"] = record["grant"]
        evidence = record["decision"]["evidence"] if "decision" in record else None
        of = evidence["pull"] if evidence is not None else None
        if account["head"] is None and of is not None:
            account["head"] = of["head"]["sha"]
        if of is not None:
            names = record.get("grant", {}).get("approvedBy", [])
            carried = [one["author"] for one in of["reviews"] if one["author"] is not None and one["author"]["login"] in names]
            account["approvers"] = each_once([*account["approvers"], *(one["id"] for one in carried if one["id"] is not None)])
        review = fold_review(account.get("review"), record, evidence)
        if review is not None:
            account["review"] = review
        stood = kind in CLOSING and any(len(b["before"]) > 0 for b in bindings)
        account["wasGiven"] = account["wasGiven"] or kind == "activated" or stood
        account["usageRead"] = account["usageRead"] or kind == "used"
        if kind in CLOSING:
            account["closedAt"] = record["at"]
        for b in bindings:
            name = f"{b['resource']} {b['role']}"
            entry = account["entries"].get(name)
            if kind == "intent" and entry is None:
                account["entries"][name] = {"is": "intent", "unconditionalBefore": b["unconditionalBefore"]}
            elif kind == "activated" and (entry is None or entry["is"] != "closed"):
                account["entries"][name] = {"is": "active", "unconditionalBefore": b["unconditionalBefore"]}
            elif kind in CLOSING:
                account["entries"][name] = {"is": "closed", "unconditionalBefore": entry["unconditionalBefore"] if entry else []}

    def fold_change(self, change):
        commit, at, pull = change["commit"], change["at"], change["evidence"]["pull"]
        for document in change["documents"]:
            accepted = self.documents.get(document["path"], {}).get("accepted", [])
            if document["verdict"] == "accepted":
                state = {"accepted": [version(document["blob"], commit, at, pull), *accepted]}
            else:
                why = document["reasons"][0]["sentence"] if document["reasons"] else ""
                unaccepted = {**version(document["blob"], commit, at, pull), "why": why}
                del unaccepted["head"]
                unaccepted["contributors"] = document.get("contributors", [])
                state = {"accepted": accepted, "unaccepted": unaccepted}
            self.documents[document["path"]] = state
        self.judged = [{"commit": commit, "at": at}, *self.judged]

    def forget_documents(self, at):
        since = instant(seconds(at) - 1382400)
        for path, state in list(self.documents.items()):
            newer = [at, *(one["at"] for one in state["accepted"])]
            kept = [one for one, until in zip(state["accepted"], newer) if until >= since]
            gone = not kept or (kept[0]["blob"] is None and kept[0]["at"] < since)
            if gone and "unaccepted" not in state:
                del self.documents[path]
            else:
                self.documents[path] = {**state, "accepted": kept}
        self.judged = [one for place, one in enumerate(self.judged) if place == 0 or one["at"] >= since]

    def fold_quarantine(self, record):
        if record["kind"] == "quarantined":
            run = record["run"]
            about = {"record": record["seq"], "at": record["at"], "run": f"{run['kind']} {run['id']} {run['attempt']}"}
            self.quarantines.append({**record["quarantine"], **about, "releaseRecorded": False, "deny": []})
        for one in self.quarantines:
            if "release" in record and one["record"] == record["release"]["record"]:
                one["releaseRecorded"] = True
            if "deny" in record and one["record"] == record["deny"]["record"]:
                latest = {outcome["resource"]: outcome for outcome in one["deny"]}
                latest.update((outcome["resource"], outcome) for outcome in record["deny"]["policies"])
                one["deny"] = list(latest.values())

    def forget(self, at):
        self.forget_documents(at)
        day_before = instant(seconds(at) - 86400)
        number = int(day_before[:4]) * 12 + int(day_before[5:7]) - 1 - 2
        first = f"{number // 12:04d}-{number % 12 + 1:02d}"
        opened = {month_of(a["path"]) for a in self.accounts.values() if is_open(a)}

        def looked_at(path):
            month = month_of(path)
            return month is not None and (month >= first or month in opened)

        kept = {}
        for pull, account in self.accounts.items():
            over = account["last"]
            if "grant" in account:
                over = max(over, account["grant"]["window"]["end"])
            owed = "review" in account and account["review"]["state"] in ("owed", "overdue")
            if is_open(account) or owed or seconds(at) < seconds(over) + 691200:
                kept[pull] = account
            elif looked_at(account["path"]):
                bare = {name: account[name] for name in ("pull", "path", "blob", "head", "fate", "last")}
                if "review" in account:
                    bare["review"] = {**account["review"], "text": None}
                kept[pull] = {**bare, "approvers": [], "entries": {}, "wasGiven": False, "usageRead": False}
        self.accounts = kept
        self.stray = {path: blob for path, blob in self.stray.items() if looked_at(path)}
        self.unexplained = {name: when for name, when in self.unexplained.items() if when >= day_before}
        two_days_before = instant(seconds(at) - 2 * 86400)
        self.drift = [record for record in self.drift if record["at"] >= two_days_before]

    def opening(self, size, hashes, form):
        verdicts = {"documents": self.documents, "judged": self.judged} if form == 2 else {}
        return jcs({
            **verdicts, "format": form, "size": size, "tree": [base64.b64encode(h).decode() for h in hashes],
            "genesis": self.genesis, "keys": self.keys, "last": self.last,
            "accounts": [self.accounts[pull] for pull in sorted(self.accounts)],
            "strayPaths": self.stray, "unexplained": self.unexplained,
            "quarantines": self.quarantines, "drift": self.drift,
        }) + "\n"


# What counts under no checkpoint


def counts_unsealed(record, state):
    kind, pull = record["kind"], record["pull"]
    if kind not in WITHHOLDING or "voids" in record or not is_tellable(record):
        return False
    if state.last is not None and record["at"] < instant(seconds(state.last) - 600):
        return False
    known = state.accounts.get(pull) if pull is not None else None
    given = known.get("grant") if known is not None else None
    if "grant" in record and (given is None or jcs(given) != jcs(record["grant"])):
        return False
    if kind == "refused" or (kind == "lapsed" and "bindings" not in record):
        return "bindings" not in record and is_first_verdict(record, known, state)
    return "decision" not in record and is_its_request(record, known) and is_in_order(record, known)


def is_first_verdict(record, known, state):
    if record["pull"] is not None:
        return known is None or (known["fate"] == "granted" and "grant" not in known and known["path"] == "")
    return "request" not in record or record["request"]["path"] not in state.stray


def is_in_order(record, known):
    if record["kind"] not in CLOSING:
        return True
    entries = known["entries"] if known is not None else {}
    states = [entries.get(f"{b['resource']} {b['role']}", {}).get("is") for b in record.get("bindings", [])]
    if record["kind"] == "removed":
        return len(states) > 0 and all(one == "active" for one in states)
    if record["kind"] == "ended" and known is not None and "grant" in known:
        if record["at"] < known["grant"]["window"]["end"]:
            return False
    return any(one != "closed" for one in states)


def is_its_request(record, known):
    request = record.get("request")
    if request is None:
        return True
    return known is not None and request["path"] == known["path"] and request["blob"] in (None, known["blob"])


def is_tellable(record):
    request, decision = record.get("request"), record.get("decision")
    if not all(texts(reason, "code", "sentence") for reason in record["reasons"]):
        return False
    if not texts(record.get("run"), "kind", "id", "attempt", "event", "url"):
        return False
    for one in record.get("bindings", []):
        for binding in [*one["before"], *one["after"]]:
            if not texts(binding, "role", "member"):
                return False
            if "condition" in binding and not texts(binding["condition"], "title", "expression"):
                return False
        if not all(isinstance(member, str) for member in one["unconditionalBefore"]):
            return False
        if one.get("actor") is not None and not texts(one["actor"], "principal", "at"):
            return False
    if request is not None and not all(is_text_or_null(request, name) for name in ("blob", "url")):
        return False
    if decision is not None and not is_tellable_decision(decision):
        return False
    told = jcs({name: value for name, value in record.items() if name != "decision"})
    return "review" not in record and len(utf16(told)) // 2 <= 65536


def is_tellable_decision(decision):
    evidence = decision.get("evidence") if isinstance(decision, dict) else None
    if not isinstance(evidence, dict):
        return False
    if "incident" in evidence and not texts(evidence["incident"], "id", "state"):
        return False
    if "pull" in evidence and evidence["pull"] is None:
        return True
    pull = evidence.get("pull")
    if not isinstance(pull, dict) or not texts(pull.get("head"), "sha"):
        return False
    return "author" in pull and (pull["author"] is None or texts(pull["author"], "login"))


def is_text_or_null(value, name):
    return name in value and (value[name] is None or isinstance(value[name], str))


def is_open(account):
    if any(entry["is"] in ("intent", "active") for entry in account["entries"].values()):
        return True
    access = account["grant"]["access"] if account["fate"] == "granted" and "grant" in account else []
    return any(f"{row['resource']} {row['role']}" not in account["entries"] for row in access)


def fold_review(before, record, evidence):
    """What is owed for glass that was broken; None where none was."""
    grant, kind = record.get("grant", {}), record["kind"]
    if before is None and "breakGlass" not in grant:
        return None
    if before is None:
        requester = grant["requester"]["id"]
        due = instant(seconds(grant["window"]["start"]) + grant["breakGlass"]["within"])
        review = {"state": "asked", "due": due, "requester": requester, "barred": [requester], "text": None}
    else:
        review = dict(before)
    if evidence is not None:
        review["text"] = evidence["text"]
        review["barred"] = each_once([*review["barred"], *(involved_in(evidence["pull"]) if evidence["pull"] else [])])
    if kind == "reviewed":
        review["state"], review["url"] = "reviewed", record["review"]["evidence"]["url"]
    elif review["state"] == "reviewed":
        pass
    elif kind == "review-overdue":
        review["state"] = "overdue"
    elif review["state"] == "asked" and kind in GAVE:
        review["state"] = "owed"
    return review


def involved_in(pull):
    ids = [pull["author"]["id"] if pull["author"] is not None else None, *(pull["pushers"] or [])]
    for commit in pull["commits"]:
        ids += [*commit["authors"], None if commit["committer"] == "github" else commit["committer"]]
    return [one for one in ids if one is not None]


def each_once(values):
    return list(dict.fromkeys(values))


def month_of(path):
    match = re.match(r"requests/([0-9]{4})/([0-9]{2})/", path)
    return f"{match[1]}-{match[2]}" if match else None


# Notes


def unbase64(text):
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return raw if base64.b64encode(raw).decode() == text else None


def is_name(name):
    return name != "" and not any(c == "+" or c.isspace() or unicodedata.category(c) in ("Zs", "Zl", "Zp", "Cc") or c == "\ufeff" for c in name)


def parse_note(whole):
    """(origin, size, root, text, [(name, id, signature)]), or None."""
    if len(whole.encode("utf-16-le", "surrogatepass")) > 2 * 65536:
        return None
    if any((ord(c) < 0x20 and c != "\n") or 0xD800 <= ord(c) < 0xE000 for c in whole):
        return None
    split = whole.rfind("\n\n")
    if split < 0:
        return None
    text, below = whole[: split + 1], whole[split + 2 :]
    if below and not below.endswith("\n"):
        return None
    lines = below[:-1].split("\n") if below else []
    signatures = []
    for line in lines:
        match = re.fullmatch(r"— ([^\s]+) ([A-Za-z0-9+/=]+)", line)
        raw = unbase64(match[2]) if match and is_name(match[1]) else None
        if raw is None or len(raw) < 5:
            return None
        signatures.append((match[1], raw[:4].hex(), raw[4:]))
    parts = text.split("\n")
    if len(signatures) > 64 or len(parts) != 4 or parts[0] == "":
        return None
    root = unbase64(parts[2])
    if re.fullmatch(r"0|[1-9][0-9]{0,15}", parts[1]) is None or int(parts[1]) > BIGGEST or root is None or len(root) != 32:
        return None
    return parts[0], int(parts[1]), root, text, signatures


def parse_key(text):
    """(name, id, key), or None."""
    match = re.fullmatch(r"([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)", text)
    raw = unbase64(match[3]) if match and is_name(match[1]) else None
    if raw is None or len(raw) != 33 or raw[0] != 1:
        return None
    return (match[1], match[2], raw[1:]) if sha256(f"{match[1]}\n".encode() + raw)[:4].hex() == match[2] else None


def signers_of(note, keys):
    """Texts of keys that signed; None where a known key's signature is not right."""
    known = {(key[0], key[1]): (text, key) for text, key in ((text, parse_key(text)) for text in keys) if key}
    signers = set()
    for name, key_id, signature in note[4]:
        if (name, key_id) not in known:
            continue
        text, key = known[(name, key_id)]
        try:
            Ed25519PublicKey.from_public_bytes(key[2]).verify(signature, note[3].encode())
        except (InvalidSignature, ValueError):
            return None
        signers.add(text)
    return signers


# The verification


def covered_by(files):
    """The size of the largest checkpoint on the branch that is one; without any, all records are read as they stand."""
    sizes = [0]
    for path, text in files.items():
        note = parse_note(text) if path == "audit/checkpoint" or path.startswith("audit/checkpoints/") else None
        if note is not None and (path == "audit/checkpoint" or path == f"audit/checkpoints/{note[1]}.note"):
            sizes.append(note[1])
    return max(sizes) or BIGGEST


def voids_of(records, covered):
    """Numbers of records that count for nothing; and (heartbeat, number) for everything that counting heartbeats name."""
    voided, voidings = set(), []
    for record, _ in reversed(records[:covered]):
        seq, voids = record["seq"], record.get("voids", [])
        if not voids or seq in voided:
            continue
        shard = (seq - 1 if seq % PER_SHARD == 0 else seq) // PER_SHARD
        voided |= {one for one in voids if one // PER_SHARD == shard}
        voidings = [(seq, one) for one in voids] + voidings
    return voided, voidings


def verify(files, keys, kept):
    records, where = read_records(files)
    if records is None:
        return [("broken", "ledger-invalid", where)]
    findings = []
    state, hashes, size, roots, changes, opening = State(), [], 0, {0: sha256(b"")}, [], None
    silences, last = [], None
    open_differs = None
    covered = covered_by(files)
    voided, voidings = voids_of(records, covered)
    for record, line in records:
        if size > 0 and size % PER_SHARD == 0:
            state.forget(record["at"])
            forms = [state.opening(size, hashes, form) for form in ((2, 1) if len(state.judged) == 1 else (2,))]
            same = [one for one in forms if sha256(one.encode()).hex() == record["open"]]
            opening = same[0] if same else forms[0]
            if not same:
                open_differs = open_differs or f"record {size}"
        extend(hashes, size, sha256(b"\x00" + line.encode()))
        size += 1
        roots[size] = root_of(hashes)
        if record["seq"] in voided:
            continue
        if record["seq"] >= covered:
            if not counts_unsealed(record, state):
                continue
            trial = copy.deepcopy(state)
            try:
                trial.fold(record)
            except (AttributeError, KeyError, TypeError):
                continue
            state = trial
        else:
            try:
                state.fold(record)
            except (AttributeError, KeyError, TypeError):
                return [("broken", "ledger-invalid", shard_path(size - 1))]
        if "keys" in record:
            changes.append((record["seq"], record["keys"]))
        if last is not None and seconds(record["at"]) - seconds(last) > 2 * 86400:
            silences.append(("incomplete", "silence", f"record {record['seq']}"))
        last = record["at"]
    if files.get("audit/open.json") != opening:
        open_differs = open_differs or "audit/open.json"
    if open_differs:
        findings.append(("broken", "open-differs", open_differs))
    origin = f"pullcord/{state.genesis['installation']}/{state.genesis['repository']['id']}"

    own = [(p, t) for p, t in files.items() if p == "audit/checkpoint" or p.startswith("audit/checkpoints/")]
    if "audit/checkpoint" not in files:
        findings.append(("broken", "checkpoint-missing", "audit/checkpoint"))
    notes, on_branch = [], set()
    for group in (own, [(k["where"], k["text"]) for k in kept]):
        for where, text in sorted(group, key=lambda one: utf16(one[0])):
            note = parse_note(text)
            if note is None or (where.startswith("audit/checkpoints/") and where != f"audit/checkpoints/{note[1]}.note"):
                findings.append(("broken", "checkpoint-invalid", where))
            else:
                notes.append((where, note))
                if group is own:
                    on_branch.add(where)
    notes.sort(key=lambda one: one[1][1])
    sound = []
    for where, note in notes:
        if note[0] != origin:
            findings.append(("broken", "checkpoint-origin", where))
        elif note[1] > size:
            findings.append(("broken", "cut-off", where))
        elif roots[note[1]] != note[2]:
            findings.append(("broken", "rewritten", where))
        else:
            sound.append((where, note))

    at_branch = [note[1] for where, note in sound if where in on_branch]
    named = [
        ("broken" if any(seq < s <= by for s in at_branch) else "incomplete", "voided", f"record {seq}")
        for by, seq in voidings
    ]
    findings[1 if open_differs else 0 : 1 if open_differs else 0] = named

    before, known = None, not keys
    for where, note in sound:
        in_force = next((named for seq, named in reversed(changes) if seq < note[1]), [])
        earlier = in_force if before is None else before
        signed = signers_of(note, list(dict.fromkeys([*in_force, *earlier])))
        good = signed is not None
        if good and in_force:
            good = bool(signed & set(in_force)) and all(key in signed or key in earlier for key in in_force)
            good = good and (not earlier or bool(signed & set(earlier)))
        elif good:
            good = not earlier
        if not good:
            findings.append(("broken", "not-signed", where))
        elif signers_of(note, keys):
            known = True
        before = in_force
    if not known and notes and sound:
        findings.append(("broken", "key-unknown", "audit/checkpoint"))
    if max((note[1] for _, note in sound), default=0) < size:
        findings.append(("incomplete", "checkpoint-behind", "audit/checkpoint"))
    return findings + silences


def main():
    for line in sys.stdin.buffer:
        case = json.loads(line)
        findings = verify(case["files"], case["keys"], case["kept"])
        worst = "broken" if any(f[0] == "broken" for f in findings) else "incomplete" if findings else "ok"
        _, code, where = findings[0] if findings else (None, None, None)
        sys.stdout.write(json.dumps({"is": worst, "code": code, "where": where}) + "\n")


if __name__ == "__main__":
    main()
