//! An import as JSON.

use oske::domain::import::{ImportFault, ImportFaults};
use oske::domain::{ChangedMember, FieldChange, Member};
use oske::types::Language;
use serde_json::{Value, json};

use crate::Told;
use crate::support::Failure;

/// What would change, or has.
pub(crate) fn told(told: &Told<'_>, language: Language) -> Result<String, Failure> {
    let remarks = told.import.remarks().iter();
    let remarks = remarks.map(|remark| remark.words().in_language(language).to_owned());
    let members = |members: &[&Member]| {
        let members = members.iter().map(|member| of_member(member));
        members.collect::<Vec<Value>>()
    };
    let renumbered = told.changes.perhaps_renumbered().into_iter();
    let renumbered = renumbered
        .map(|(gone, new)| json!({ "gone": gone.id().as_str(), "new": new.id().as_str() }));
    written(&json!({
        "format": "oske-register-import",
        "version": 1,
        "members": told.import.register().len(),
        "remarks": remarks.collect::<Vec<_>>(),
        "new": members(told.changes.new_members()),
        "changed": told.changes.changed().iter().map(of_changed).collect::<Vec<_>>(),
        "gone": members(told.changes.gone()),
        "perhaps_renumbered": renumbered.collect::<Vec<_>>(),
        "unchanged": told.changes.unchanged(),
        "result": told.result.len(),
        "written": told.out.map(|path| path.display().to_string()),
        "faults": [],
    }))
}

/// Why nothing can be imported.
pub(crate) fn of_faults(faults: &ImportFaults) -> Result<String, Failure> {
    written(&json!({
        "format": "oske-register-import",
        "version": 1,
        "faults": faults.faults().iter().map(of_fault).collect::<Vec<_>>(),
        "fault_count": faults.count(),
    }))
}

fn written(document: &Value) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(document).map_err(Failure::input)?;
    Ok(format!("{text}\n"))
}

fn of_member(member: &Member) -> Value {
    json!({
        "id": member.id().as_str(),
        "name": member.name().in_language(Language::Finnish),
        "kind": member.kind().code(),
    })
}

fn of_changed(changed: &ChangedMember<'_>) -> Value {
    let fields = changed.fields();
    json!({
        "id": changed.after().id().as_str(),
        "fields": fields.iter().map(of_field).collect::<Vec<_>>(),
    })
}

fn of_field(change: &FieldChange) -> Value {
    json!({
        "field": change.field().column(),
        "before": change.before(),
        "after": change.after(),
    })
}

fn of_fault(fault: &ImportFault) -> Value {
    json!({
        "code": fault.code().as_str(),
        "sheet": fault.sheet(),
        "row": fault.place().row_number(),
        "column": fault.place().column_letters(),
        "cell": fault.place().cell(),
        "heading": fault.place().heading(),
        "message": fault.message(),
        "help": fault.help(),
    })
}
