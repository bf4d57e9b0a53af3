"""Triggers that hold adopted text on both databases.

On SQLite a later migration that remakes one of the tables drops its triggers: install them again there.
"""

from django.db import migrations

from opencompact.base.audit.guards import Guard, never_removed, operation

MESSAGE = "Adopted text never changes: adopt a new edition under a key of its own"
KEPT = (
    "id", "area_id", "key", "title", "label", "dated", "adopted_on", "source", "digest",
)  # fmt: skip
ADOPTED = "OLD.status <> 'draft'"
OTHERWISE = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in KEPT)
BACK = "NOT (NEW.status = OLD.status OR OLD.status = 'adopted' AND NEW.status = 'superseded')"
REDATED = "OLD.status = 'superseded' AND NEW.superseded_on <> OLD.superseded_on"
# What INSERT OR REPLACE of SQLite would take away without a word.
REPLACES = (
    "EXISTS (SELECT 1 FROM agreement_edition one WHERE one.status <> 'draft' AND (one.id = NEW.id "
    "OR one.area_id = NEW.area_id AND (one.key = NEW.key "
    "OR one.status = 'adopted' AND NEW.status = 'adopted')))"
)
# Commitments are written while their edition is adopted, and never touched again.
LATE = "EXISTS (SELECT 1 FROM agreement_edition WHERE id = NEW.edition_id AND status <> 'draft')"
TWICE = "EXISTS (SELECT 1 FROM agreement_commitment WHERE id = NEW.id)"

GUARDS = (
    Guard(
        "agreement_edition",
        "UPDATE",
        MESSAGE,
        when=f"{ADOPTED} AND ({OTHERWISE} OR {BACK} OR {REDATED})",
    ),
    Guard("agreement_edition", "DELETE", MESSAGE, when=ADOPTED),
    Guard("agreement_edition", "TRUNCATE", MESSAGE),
    Guard("agreement_edition", "INSERT", MESSAGE, when=REPLACES),
    Guard("agreement_commitment", "UPDATE", MESSAGE),
    *never_removed("agreement_commitment", MESSAGE),
    Guard("agreement_commitment", "INSERT", MESSAGE, when=f"{LATE} OR {TWICE}"),
)

# PostgreSQL allows no look at another table in the condition of a trigger: it goes into a function.
LATE_ON_POSTGRESQL = f"""
CREATE FUNCTION agreement_refuse_late() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {LATE} THEN
    RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER agreement_commitment_not_late BEFORE INSERT ON agreement_commitment
FOR EACH ROW EXECUTE FUNCTION agreement_refuse_late();
"""
UNDONE = """
DROP TRIGGER agreement_commitment_not_late ON agreement_commitment;
DROP FUNCTION agreement_refuse_late();
"""


def on_postgresql(sql):
    def run(_apps, editor):
        if editor.connection.vendor == "postgresql":
            editor.execute(sql)

    return run


class Migration(migrations.Migration):
    dependencies = [("agreement", "0001_initial")]

    operations = [
        operation(*GUARDS),
        migrations.RunPython(on_postgresql(LATE_ON_POSTGRESQL), on_postgresql(UNDONE)),
    ]
