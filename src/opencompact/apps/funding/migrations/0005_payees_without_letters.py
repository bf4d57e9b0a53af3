from django.db import migrations

from opencompact.core import payees


def tell_apart(apps, schema_editor):
    """Suppliers without a letter in their names shared a payee: each of the names gets its own.

    What a person decided of the shared one stays with the name that they saw.
    """
    payee, payment = (apps.get_model("funding", name) for name in ("Payee", "Payment"))
    for one in payee.objects.filter(identifier="").only("area", "name"):
        if any(map(str.isalpha, payees.plain(one.name))):
            continue
        payee.objects.filter(pk=one.pk).update(key=payees.key(one.name, ""))
        others = payment.objects.filter(payee=one).exclude(supplier=one.name)
        for name in set(others.order_by().values_list("supplier", flat=True)):
            found = {"name": name[:200], "search": f" {payees.plain(name)}"[:300]}
            key = payees.key(name[:200], "")
            own, _new = payee.objects.get_or_create(area_id=one.area_id, key=key, defaults=found)
            others.filter(supplier=name).update(payee=own)


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0004_payment_figures'),
    ]

    operations = [
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
    ]
