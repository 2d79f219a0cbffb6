from django.db import migrations

# That somebody wants a record sealed tips off whoever it is to shut out; that a colleague is kept
# from a record is their own matter. As guards.SECOND_PEOPLE and guards.KNOW_OF_BLOCKS say it.
SEALERS = "'{team_manager,data_steward,information_governance}'"
KNOW_OF_BLOCKS = "'{agency_lead,team_manager,data_steward,information_governance}'"

HOLDS = """
create function concord_holds(asked text[]) returns boolean language sql stable security definer
    set search_path = public, pg_temp as $$
    select exists (
        select 1 from accounts_roleholding h join accounts_user u on u.id = h.user_id
        where u.id = concord_user() and u.is_active and h.role = any (asked)
          and h.held_from <= (statement_timestamp() at time zone 'Europe/London')::date
          and (h.held_until is null
               or h.held_until > (statement_timestamp() at time zone 'Europe/London')::date))
$$;
revoke all on function concord_holds(text[]) from public;
grant execute on function concord_holds(text[]) to concord_app;
"""

# Whom a seal names may unseal, so each of them knows of a proposal to do so.
_PROPOSAL = """
    (concord_may_see(subject_id){of_seals})
    or ('audit' = any ((select concord_reads())::text[]) and concord_no_seal(subject_id))
"""
_BLOCK = "user_id = (select concord_user()) or (concord_may_see(subject_id){of_blocks})"
_WALLS = """
alter policy sight on access_sealproposal using ({proposal});
alter policy changes on access_sealproposal using ({proposal});
alter policy sight on access_block using ({block});
"""


def _walls(*, of_seals: str = "", of_blocks: str = "") -> str:
    return _WALLS.format(
        proposal=_PROPOSAL.format(of_seals=of_seals), block=_BLOCK.format(of_blocks=of_blocks)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0010_ceiling_proposals"),
        ("accounts", "0006_defaults_in_the_database"),
    ]
    operations = [
        migrations.RunSQL(HOLDS, "drop function concord_holds(text[]);"),
        migrations.RunSQL(
            _walls(
                of_seals=f" and (wants = 'unseal' or (select concord_holds({SEALERS})))",
                of_blocks=f" and (select concord_holds({KNOW_OF_BLOCKS}))",
            ),
            _walls(),
        ),
    ]
